//! Where what is missing is to be declared.

use super::Report;

/// The file in which a topic usually declares what its sources share.
const TOPIC_FILE: &str = "topic.toml";

impl Report {
    /// Returns the name of the file into which declarations of the topic in a folder go: `topic.toml` there, unless another
    /// file has its events.
    pub(crate) fn vocabulary_file(&self, folder: &str) -> String {
        let usual = match folder {
            "" => TOPIC_FILE.to_owned(),
            folder => format!("{folder}/{TOPIC_FILE}"),
        };
        let record = &self.record;
        let is_read = |name: &str| self.files.read().any(|file| self.files.name(file) == name);
        let events = record.events.iter();
        let mut declared = events
            .filter(|event| record[event.topic].folder == folder)
            .filter_map(|event| Some(self.files.name(event.name.declared?.file)));
        match declared.next() {
            Some(file) if !is_read(&usual) => file.to_owned(),
            _ => usual,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::report_of;

    #[test]
    fn a_topic_declares_in_one_file() {
        let event = "[topic]\n[[event]]\nid = 'e'\n";
        let report = report_of(&[
            ("north/topic.toml", event),
            ("north/more.toml", "[[event]]\nid = 'f'\n"),
            ("south/words.toml", event),
        ]);
        for (folder, file) in [
            ("north", "north/topic.toml"),
            ("south", "south/words.toml"),
            ("west", "west/topic.toml"),
            ("", "topic.toml"),
        ] {
            assert_eq!(report.vocabulary_file(folder), file);
        }
    }
}
