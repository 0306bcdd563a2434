//! Questions at a terminal. What is suggested and what an answer means are pure functions.

use std::cell::RefCell;
use std::rc::Rc;

use crate::wording::fold::fold;
use inquire::validator::Validation;
use inquire::{Confirm, CustomUserError, InquireError, Text};

/// How many suggestions are shown at a time.
const PAGE: usize = 8;

/// Nothing was answered: Esc was pressed, or the terminal is gone.
pub(super) struct Stopped;

impl From<InquireError> for Stopped {
    fn from(_: InquireError) -> Self {
        Self
    }
}

/// Something to choose: an id, and words that tell it from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PromptChoice {
    pub(super) id: String,
    pub(super) title: String,
}

impl PromptChoice {
    /// Returns one line, no wider than so many characters.
    fn line(&self, width: usize) -> String {
        let line = if self.title == self.id {
            self.id.clone()
        } else {
            format!("{}  {}", self.id, self.title)
        };
        cut(&line, width)
    }
}

/// Returns a text on one line of the terminal.
fn cut(text: &str, width: usize) -> String {
    let mut shown = String::new();
    let mut wide = 0;
    for letter in text.chars() {
        wide += unicode_width::UnicodeWidthChar::width(letter).unwrap_or_default();
        if wide > width.saturating_sub(1) {
            return shown + "…";
        }
        shown.push(letter);
    }
    shown
}

/// Returns a text on as many lines as it takes.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(text, width)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// Returns the choices that have the typed words in their id or title, those whose id begins with them first.
fn fitting<'c>(choices: &'c [PromptChoice], typed: &str) -> Vec<&'c PromptChoice> {
    let typed = fold(typed);
    let mut found: Vec<&PromptChoice> = choices
        .iter()
        .filter(|choice| fold(&choice.id).contains(&typed) || fold(&choice.title).contains(&typed))
        .collect();
    found.sort_by_key(|choice| !choice.id.starts_with(&typed));
    found
}

/// Returns what an answer means: a line that was picked is its id; an id or a title that was typed in full, too.
fn picked(choices: &[PromptChoice], answer: &str, width: usize) -> String {
    let answer = plain(answer);
    let line = || choices.iter().find(|choice| choice.line(width) == answer);
    let named = || {
        choices
            .iter()
            .find(|choice| choice.id == answer || fold(&choice.title) == fold(&answer))
    };
    line()
        .or_else(named)
        .map_or_else(|| answer.clone(), |choice| choice.id.clone())
}

/// Returns an answer without what a key such as Ctrl-U leaves in it: nobody sees that at a terminal.
fn plain(answer: &str) -> String {
    let seen: String = answer
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    seen.trim().to_owned()
}

/// Columns left beside what stands before a suggestion.
fn width() -> usize {
    let size = terminal_size::terminal_size_of(std::io::stderr());
    size.map_or(80, |(width, _)| usize::from(width.0))
        .saturating_sub(4)
}

/// Returns a question whose answer is one of the choices: picked, typed in full, or typed so far that only one
/// fits. Where there is no choice yet, anything goes.
pub(super) fn one_of(
    question: &str,
    help: &str,
    default: Option<&str>,
    choices: &[PromptChoice],
) -> Result<String, Stopped> {
    let only = choices
        .first()
        .filter(|_| choices.len() == 1)
        .map(|choice| choice.id.as_str());
    let fits = move |answer: &str| match meant(choices, answer, width()) {
        _ if choices.is_empty() && !answer.trim().is_empty() => Ok(Validation::Valid),
        Ok(_) => Ok(Validation::Valid),
        Err(told) => Ok(Validation::Invalid(told.into())),
    };
    let id =
        |answer: &str| meant(choices, answer, width()).unwrap_or_else(|_| answer.trim().to_owned());
    let mut text = choosing(question, help, choices)
        .with_validator(fits)
        .with_formatter(&id);
    text.default = default.or(only);
    Ok(id(&text.prompt()?))
}

/// Returns the one choice that an answer can mean.
fn meant(choices: &[PromptChoice], answer: &str, width: usize) -> Result<String, &'static str> {
    let id = picked(choices, answer, width);
    if choices.iter().any(|choice| choice.id == id) {
        return Ok(id);
    }
    match fitting(choices, answer.trim()).as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err("nothing here fits that; what is new is added to topic.toml first"),
        _ => Err("more than one fits: choose with the arrow keys"),
    }
}

/// Returns a question to which something must be answered.
pub(super) fn needed(
    question: &str,
    help: &str,
    default: Option<&str>,
    choices: &[PromptChoice],
) -> Result<String, Stopped> {
    let some = |answer: &str| match answer.trim() {
        "" => Ok(Validation::Invalid(
            "this is needed; Esc stops, and nothing is written".into(),
        )),
        _ => Ok(Validation::Valid),
    };
    let mut text = choosing(question, help, choices).with_validator(some);
    text.default = default;
    Ok(picked(choices, &text.prompt()?, width()))
}

/// Returns a question that Enter leaves out. `fault` says what is wrong with an answer.
pub(super) fn optional(
    question: &str,
    help: &str,
    choices: &[PromptChoice],
    fault: fn(&str) -> Option<String>,
) -> Result<Option<String>, Stopped> {
    let good = move |answer: &str| match fault(answer).filter(|_| !answer.trim().is_empty()) {
        Some(told) => Ok(Validation::Invalid(told.into())),
        None => Ok(Validation::Valid),
    };
    let answer = choosing(question, help, choices)
        .with_validator(good)
        .prompt()?;
    let answer = picked(choices, &answer, width());
    Ok(Some(answer).filter(|answer| !answer.is_empty()))
}

fn choosing<'a>(question: &'a str, help: &'a str, choices: &'a [PromptChoice]) -> Text<'a, 'a> {
    let suggest = move |typed: &str| -> Result<Vec<String>, CustomUserError> {
        Ok(fitting(choices, typed)
            .into_iter()
            .map(|choice| choice.line(width()))
            .collect())
    };
    Text::new(question)
        .with_help_message(help)
        .with_page_size(PAGE)
        .with_autocomplete(suggest)
}

/// Returns a question whose answer is looked at with every letter: `look` says what it is taken to mean, or what
/// is wrong with it.
pub(super) fn watched(
    question: &str,
    help: &str,
    look: &dyn Fn(&str) -> Result<Vec<String>, String>,
) -> Result<String, Stopped> {
    let typed = Rc::new(RefCell::new(String::new()));
    let (seen, judged) = (Rc::clone(&typed), Rc::clone(&typed));
    // What is shown below the question is no suggestion: where one was marked, what was typed holds.
    let show = move |now: &str| -> Result<Vec<String>, CustomUserError> {
        seen.replace(now.to_owned());
        let lines = if now.trim().is_empty() {
            Vec::new()
        } else {
            look(now.trim()).unwrap_or_else(|told| wrapped(&told, width()))
        };
        Ok(lines.iter().map(|line| cut(line, width())).collect())
    };
    let good = move |_: &str| match judged.borrow().trim() {
        "" => Ok(Validation::Invalid(
            "this is needed; Esc stops, and nothing is written".into(),
        )),
        now => Ok(look(now).map_or_else(
            |told| Validation::Invalid(told.into()),
            |_| Validation::Valid,
        )),
    };
    let text = Text::new(question)
        .with_help_message(help)
        .with_page_size(PAGE * 2);
    text.with_autocomplete(show).with_validator(good).prompt()?;
    Ok(plain(&typed.borrow()))
}

/// Yes or no.
pub(super) fn confirm(question: &str, default: bool) -> Result<bool, Stopped> {
    Ok(Confirm::new(question).with_default(default).prompt()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Vec<PromptChoice> {
        let choice = |id: &str, title: &str| PromptChoice {
            id: id.to_owned(),
            title: title.to_owned(),
        };
        vec![
            choice("harbour-fire", "Fire at the harbour"),
            choice("fire-brigade", "Harbour fire brigade"),
            choice(
                "mayor",
                "The Mayor of a town with a name that is longer than any line",
            ),
        ]
    }

    #[test]
    fn what_begins_with_the_letters_comes_first() {
        let ids = |typed| {
            fitting(&choices(), typed)
                .iter()
                .map(|choice| choice.id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids("fire"), ["fire-brigade", "harbour-fire"]);
        assert_eq!(ids("TOWN"), ["mayor"]);
        assert_eq!(ids("x"), Vec::<String>::new());
        assert_eq!(ids("").len(), 3);
    }

    #[test]
    fn an_answer_is_an_id_where_it_names_one() {
        let choices = choices();
        for (answer, id) in [
            ("mayor", "mayor"),
            (choices[2].line(30).as_str(), "mayor"),
            ("  harbour FIRE brigade ", "fire-brigade"),
            ("somebody else", "somebody else"),
        ] {
            assert_eq!(picked(&choices, answer, 30), id, "{answer}");
        }
    }

    #[test]
    fn an_answer_that_fits_one_choice_means_it() {
        let choices = choices();
        assert_eq!(meant(&choices, "town", 30).as_deref(), Ok("mayor"));
        assert_eq!(
            meant(&choices, "fire-brigade", 30).as_deref(),
            Ok("fire-brigade")
        );
        assert!(meant(&choices, "fire", 30).is_err_and(|told| told.contains("arrow")));
        assert!(meant(&choices, "flood", 30).is_err_and(|told| told.contains("topic.toml")));
    }

    #[test]
    fn a_line_is_cut_to_its_width() {
        assert_eq!(cut("abc", 10), "abc");
        assert_eq!(cut("abcdefghij", 5), "abcd…");
        assert_eq!(cut("漢字漢字", 5), "漢字…");
    }
}
