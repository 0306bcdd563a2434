//! Answers: yes, no, and either of them under a condition.

use super::Problem;
use super::fold::folded;

/// The meaning of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Yes (`true`) or no.
    Plain(bool),
    /// An answer under a condition, as its folded words: yes and no both stay possible.
    Conditional(String),
}

/// The words for yes (`true`) and for no.
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
///
/// # Errors
///
/// Returns a problem if the first word is no answer, or the words after it are no condition.
pub(crate) fn read(text: &str) -> Result<Answer, Problem> {
    let folded = folded(text);
    let (word, rest) = folded.split_at(folded.find([' ', ',', ';', ':']).unwrap_or(folded.len()));
    let rest = rest.trim_start_matches([' ', ',', ';', ':', '-', '–', '—']);
    let yes_or_no = ANSWERS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, yes)| *yes);
    let conditional = CONDITIONS.iter().any(|condition| {
        rest.strip_prefix(condition)
            .is_some_and(|after| after.starts_with(' '))
    });
    match yes_or_no {
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
    fn an_answer_is_plain_or_conditional_or_none() {
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
