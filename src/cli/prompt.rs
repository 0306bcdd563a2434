//! Questions at a terminal. What is suggested and what an answer means are pure functions; the line itself, with its keys,
//! is readline's.

use std::borrow::Cow;
use std::rc::Rc;

use crate::wording::fold::fold;
use rustyline::completion::Completer;
use rustyline::config::{Behavior, BellStyle, CompletionType};
use rustyline::highlight::Highlighter;
use rustyline::hint::{Hint, Hinter};
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{Config, Context, Editor, Helper};

/// How many suggestions are shown at a time.
const PAGE: usize = 8;

/// How many lines at most stand below a question.
const MOST_LINES: usize = 16;

/// An answer that ends with it goes back to the question before, whatever stands there already.
const BACK: char = '<';

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// The question before is to be asked again.
    Back,
    /// The same question is to be asked again.
    Again,
    /// Ctrl-C was pressed, or the terminal is gone.
    Stopped,
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

/// A question.
#[derive(Clone, Copy, Default)]
pub(super) struct Question<'a> {
    /// What is asked.
    pub(super) text: &'a str,
    /// What kind of answer is wanted. It stands below the question as long as nothing is typed.
    pub(super) help: &'a str,
    /// What stands there already, to be changed or kept.
    pub(super) initial: &'a str,
    /// What may be chosen. Tab goes through what fits.
    pub(super) choices: &'a [PromptChoice],
    /// Looks at what is typed, with every letter: what it is taken to mean, a line each.
    pub(super) look: Option<&'a Look>,
}

/// Says what is typed is taken to mean.
pub(super) type Look = Rc<dyn Fn(&str) -> Vec<String>>;

/// The terminal at which questions are asked. There is one for all of them: what is typed ahead is for the next.
pub(super) struct Terminal(Editor<Below, MemHistory>);

impl Terminal {
    /// Opens the terminal.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub(super) fn open() -> Result<Self, NoAnswer> {
        let config = Config::builder()
            .behavior(Behavior::PreferTerm)
            .bell_style(BellStyle::None)
            .completion_type(CompletionType::Circular)
            .auto_add_history(false)
            .build();
        let editor = Editor::with_history(config, MemHistory::new());
        editor.map(Self).map_err(|_| NoAnswer::Stopped)
    }

    /// Reads a line. Nothing of it is kept for another question.
    fn line(&mut self, question: &Question<'_>, initial: &str) -> Result<String, NoAnswer> {
        self.0.set_helper(Some(Below {
            help: question.help.to_owned(),
            choices: question.choices.to_vec(),
            look: question.look.cloned(),
        }));
        let prompt = format!("{} ", question.text);
        let typed = self.0.readline_with_initial(&prompt, (initial, ""));
        typed
            .map(|line| plain(&line))
            .map_err(|_| NoAnswer::Stopped)
    }

    /// Yes or no; Enter alone is `default`.
    pub(super) fn confirm(&mut self, question: &str, default: bool) -> Result<bool, NoAnswer> {
        let marks = if default { "[Y/n]" } else { "[y/N]" };
        let question = Question {
            text: &format!("{question} {marks}"),
            help: "y or n; < goes back, Ctrl-C stops",
            ..Question::default()
        };
        loop {
            let typed = self.line(&question, "")?;
            if typed.ends_with(BACK) {
                return Err(NoAnswer::Back);
            }
            match yes_or_no(&typed, default) {
                Ok(answer) => return Ok(answer),
                Err(told) => super::output::tell(&format!("  ! {told}")),
            }
        }
    }
}

impl Question<'_> {
    /// Asks until there is an answer that can be read: `read` says what is wrong with one.
    pub(super) fn ask<T>(
        &self,
        terminal: &mut Terminal,
        read: &dyn Fn(&str) -> Result<T, String>,
    ) -> Result<T, NoAnswer> {
        let mut initial = self.initial.to_owned();
        loop {
            let typed = terminal.line(self, &initial)?;
            let answer = picked(self.choices, &typed, width());
            if answer.ends_with(BACK) {
                return Err(NoAnswer::Back);
            }
            match read(&answer) {
                Ok(meant) => return Ok(meant),
                Err(told) => super::output::tell(&format!("  ! {told}")),
            }
            initial = typed;
        }
    }

    /// Asks for something that is needed.
    pub(super) fn needed(&self, terminal: &mut Terminal) -> Result<String, NoAnswer> {
        self.ask(terminal, &|answer| match answer {
            "" => Err("this is needed; Ctrl-C stops".to_owned()),
            _ => Ok(answer.to_owned()),
        })
    }

    /// Asks for something that Enter leaves out. `fault` says what is wrong with an answer.
    pub(super) fn optional(
        &self,
        terminal: &mut Terminal,
        fault: fn(&str) -> Option<String>,
    ) -> Result<Option<String>, NoAnswer> {
        self.ask(terminal, &|answer| match answer {
            "" => Ok(None),
            _ => fault(answer).map_or_else(|| Ok(Some(answer.to_owned())), Err),
        })
    }
}

fn yes_or_no(answer: &str, default: bool) -> Result<bool, String> {
    match answer.to_lowercase().as_str() {
        "" => Ok(default),
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err("type y or n".to_owned()),
    }
}

/// What readline asks while a line is typed.
struct Below {
    help: String,
    choices: Vec<PromptChoice>,
    look: Option<Look>,
}

impl Below {
    /// Returns what stands below the question.
    fn lines(&self, typed: &str, width: usize) -> Vec<String> {
        let typed = typed.trim();
        let mut lines = match &self.look {
            Some(look) if !typed.is_empty() => look(typed),
            _ => Vec::new(),
        };
        let fitting = fitting(&self.choices, typed);
        let more = fitting.len().saturating_sub(PAGE);
        let fitting = fitting.iter().take(PAGE).map(|choice| choice.line(width));
        lines.extend(fitting);
        lines.extend((more > 0).then(|| format!("and {more} more")));
        if typed.is_empty() {
            lines.push(format!("[{}]", self.help));
        }
        let lines = lines.iter().flat_map(|line| wrapped(line, width));
        lines.take(MOST_LINES).collect()
    }
}

/// Lines below a question. None of it goes into the answer.
struct Lines(String);

impl Hint for Lines {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Below {
    type Hint = Lines;

    fn hint(&self, line: &str, _at: usize, _context: &Context<'_>) -> Option<Lines> {
        let below = self.lines(line, width());
        let lines = below.iter().map(|line| format!("\n  {line}"));
        Some(Lines(lines.collect()))
    }
}

impl Completer for Below {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        _at: usize,
        _context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        let fitting = fitting(&self.choices, line.trim());
        let ids = fitting.iter().map(|choice| choice.id.clone());
        Ok((0, ids.collect()))
    }
}

impl Highlighter for Below {
    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        let dimmed = anstyle::Style::new().dimmed();
        Cow::Owned(format!("{dimmed}{hint}{dimmed:#}"))
    }
}

impl Validator for Below {}

impl Helper for Below {}

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
        .map(Cow::into_owned)
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

/// Returns an answer without what a paste may leave in it: nobody sees that at a terminal.
fn plain(answer: &str) -> String {
    let seen: String = answer
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    seen.trim().to_owned()
}

/// Columns left beside the indent of what stands below a question.
fn width() -> usize {
    let size = terminal_size::terminal_size_of(std::io::stderr());
    size.map_or(80, |(width, _)| usize::from(width.0))
        .saturating_sub(4)
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    /// This choice, by its id.
    Choice(String),
    /// This one, unless it is something new.
    Perhaps(String),
    /// None of the choices.
    Nothing,
}

/// Returns which choice an answer means: its id, or the beginning of one id only. The words of one choice only may mean it.
pub(super) fn meant(choices: &[PromptChoice], answer: &str) -> Meant {
    if choices.iter().any(|choice| choice.id == answer) {
        return Meant::Choice(answer.to_owned());
    }
    let fitting = fitting(choices, answer);
    let begins = fitting
        .iter()
        .filter(|choice| choice.id.starts_with(&fold(answer)));
    match (begins.collect::<Vec<_>>().as_slice(), fitting.as_slice()) {
        ([one], _) => Meant::Choice(one.id.clone()),
        ([], [one]) => Meant::Perhaps(one.id.clone()),
        _ => Meant::Nothing,
    }
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
        for (answer, means) in [
            ("fire-brigade", Meant::Choice("fire-brigade".to_owned())),
            ("fire", Meant::Choice("fire-brigade".to_owned())),
            ("Harb", Meant::Choice("harbour-fire".to_owned())),
            ("town", Meant::Perhaps("mayor".to_owned())),
            ("brigade", Meant::Perhaps("fire-brigade".to_owned())),
            ("r", Meant::Nothing),
            ("flood", Meant::Nothing),
        ] {
            assert_eq!(meant(&choices(), answer), means, "{answer}");
        }
    }

    #[test]
    fn what_stands_below_a_question_follows_what_is_typed() {
        let choices = choices();
        let look: Look = Rc::new(|typed: &str| vec![format!("means {typed}")]);
        let below = Below {
            help: "an id".to_owned(),
            choices,
            look: Some(look),
        };
        assert_eq!(below.lines("", 80).last().unwrap(), "[an id]");
        assert_eq!(below.lines("", 80).len(), 4);
        assert_eq!(
            below.lines("fire-b", 80),
            ["means fire-b", "fire-brigade  Harbour fire brigade"]
        );
        assert_eq!(below.lines("x", 80), ["means x"]);
        let long: Look = Rc::new(|_: &str| vec!["word ".repeat(400)]);
        let below = Below {
            look: Some(long),
            ..below
        };
        assert_eq!(below.lines("x", 40).len(), MOST_LINES);
    }

    #[test]
    fn y_and_n_are_enough() {
        for (answer, default, read) in [
            ("", true, Some(true)),
            ("", false, Some(false)),
            ("Y", false, Some(true)),
            ("no", true, Some(false)),
            ("maybe", true, None),
        ] {
            assert_eq!(yes_or_no(answer, default).ok(), read, "{answer}");
        }
    }

    #[test]
    fn a_line_is_cut_to_its_width() {
        assert_eq!(cut("abc", 10), "abc");
        assert_eq!(cut("abcdefghij", 5), "abcd…");
        assert_eq!(cut("漢字漢字", 5), "漢字…");
    }
}
