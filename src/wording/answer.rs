//! Yes, no, and either of them under a condition.

use super::Problem;
use super::fold::folded;

/// What an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes, or no.
    Plain(bool),
    /// An answer under a condition, as its folded words: both stay possible.
    Conditional(String),
}

/// The words that say yes and the words that say no.
const ANSWERS: [(&str, bool); 13] = [
    ("yes", true),
    ("true", true),
    ("affirms", true),
    ("affirmed", true),
    ("confirms", true),
    ("confirmed", true),
    ("alleges", true),
    ("alleged", true),
    ("no", false),
    ("false", false),
    ("denies", false),
    ("denied", false),
    ("rejects", false),
];

/// The words with which a condition begins.
const CONDITIONS: [&str; 12] = [
    "if",
    "unless",
    "as long as",
    "so long as",
    "provided",
    "only",
    "on condition",
    "on the condition",
    "when",
    "until",
    "except",
    "but",
];

/// Reads an answer: "yes", "denies", "yes, as long as …".
pub fn read(text: &str) -> Result<Answer, Problem> {
    let folded = folded(text);
    let (word, rest) = folded.split_at(folded.find([' ', ',', ';', ':']).unwrap_or(folded.len()));
    let rest = rest.trim_start_matches([' ', ',', ';', ':', '-', '–', '—']);
    let said = ANSWERS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, yes)| *yes);
    let conditional = CONDITIONS.iter().any(|condition| {
        rest.strip_prefix(condition)
            .is_some_and(|after| after.starts_with(' '))
    });
    match said {
        Some(yes) if rest.is_empty() => Ok(Answer::Plain(yes)),
        Some(_) if conditional => Ok(Answer::Conditional(folded.into_owned())),
        _ => Err(Problem::new(
            format!("“{text}” is not an answer"),
            "write \"yes\" or \"no\", or either with its condition: \"yes, if …\", \"no, unless …\"",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers() {
        for (text, meaning) in [
            ("yes", Some(Answer::Plain(true))),
            ("Denies", Some(Answer::Plain(false))),
            (
                "Yes, if  paid",
                Some(Answer::Conditional("yes, if paid".into())),
            ),
            (
                "no unless attacked",
                Some(Answer::Conditional("no unless attacked".into())),
            ),
            (
                "yes, as long as it holds",
                Some(Answer::Conditional("yes, as long as it holds".into())),
            ),
            ("maybe", None),
            ("yes and no", None),
            ("yes, if", None),
            ("", None),
        ] {
            assert_eq!(read(text).ok(), meaning, "{text}");
        }
    }
}
