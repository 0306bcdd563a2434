//! What the files say about how claims are read and compared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::list::List;
use super::text::Text;
use crate::files::Files;
use crate::report::Report;
use crate::vocabulary::{self, VocabularyLine};

/// One thing that the files say about how claims are read and compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct VocabularyJson<'a> {
    /// The title of its topic; empty for a speaker.
    #[serde(borrow)]
    pub topic: Text<'a>,
    /// The folder of its topic; empty for a speaker.
    pub folder: Text<'a>,
    /// What it is about: `attribute`, `event`, `rule`, `resolution` or `speaker`.
    pub table: Text<'a>,
    /// The id of that; for a resolution those of its event and its attribute, for a rule its text.
    pub id: Text<'a>,
    /// The key, such as `tolerance`.
    pub key: Text<'a>,
    /// The value, in words.
    pub value: Text<'a>,
    /// The path of the file that declares it, relative to the folder that was named; `null` if none does.
    pub file: Option<Text<'a>>,
    /// The line there, from 1.
    pub line: Option<usize>,
}

impl<'a> VocabularyJson<'a> {
    fn new(files: &'a Files, line: VocabularyLine<'a>) -> Self {
        Self {
            topic: Text::from(line.topic),
            folder: Text::from(line.folder),
            table: Text::from(line.table),
            id: Text::from(line.id),
            key: Text::from(line.key),
            value: Text::from(line.value),
            file: line.at.map(|at| Text::from(files.name(at.file))),
            line: line.at.map(|at| files.line_number(at)),
        }
    }
}

/// Returns everything that the files say about how claims are read and compared.
pub(super) fn vocabulary(report: &Report) -> List<'_, VocabularyJson<'_>> {
    List::made(|| {
        vocabulary::lines(&report.record)
            .into_iter()
            .map(|line| VocabularyJson::new(&report.files, line))
    })
}
