//! What words before a date or a time leave possible: "after 1930", "about 6 November 2025", "early March
//! 2022", "the night of 11 October 2025".

use jiff::civil::Date;

use super::fault::DateFault;
use super::reading::DateReading;

/// What words before a date leave possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hedge {
    /// Everything up to what comes before it: the day before, the minute before.
    Before,
    /// Everything up to its end.
    UpTo,
    /// Everything from its beginning.
    From,
    /// Everything from what comes after it.
    After,
    /// It, and some way to both sides.
    About,
}

/// The hedges of a date. Where one begins with another, the longer comes first.
const WORDS: [(&str, Hedge); 32] = [
    ("on or before", Hedge::UpTo),
    ("on or after", Hedge::From),
    ("at or before", Hedge::UpTo),
    ("at or after", Hedge::From),
    ("not later than", Hedge::UpTo),
    ("no later than", Hedge::UpTo),
    ("not earlier than", Hedge::From),
    ("no earlier than", Hedge::From),
    ("later than", Hedge::After),
    ("earlier than", Hedge::Before),
    ("not before", Hedge::From),
    ("not after", Hedge::UpTo),
    ("prior to", Hedge::Before),
    ("up to", Hedge::UpTo),
    ("before", Hedge::Before),
    ("until", Hedge::UpTo),
    ("till", Hedge::UpTo),
    ("after", Hedge::After),
    ("since", Hedge::From),
    ("by", Hedge::UpTo),
    ("on or about", Hedge::About),
    ("on or around", Hedge::About),
    ("at about", Hedge::About),
    ("at around", Hedge::About),
    ("about", Hedge::About),
    ("around", Hedge::About),
    ("approximately", Hedge::About),
    ("approx", Hedge::About),
    ("roughly", Hedge::About),
    ("circa", Hedge::About),
    ("ca", Hedge::About),
    ("c", Hedge::About),
];

/// The hedges that stand behind a date.
const BEHIND: [(&str, Hedge); 7] = [
    (" or later", Hedge::From),
    (" or after", Hedge::From),
    (" onwards", Hedge::From),
    (" onward", Hedge::From),
    (" or earlier", Hedge::UpTo),
    (" or before", Hedge::UpTo),
    (" or thereabouts", Hedge::About),
];

/// The signs for "about".
const SIGNS: [char; 2] = ['~', '≈'];

/// Returns the hedge with which a folded text begins, and the words after it.
pub(super) fn leading(text: &str) -> Option<(Hedge, &str)> {
    if let Some(rest) = text.strip_prefix(SIGNS) {
        return Some((Hedge::About, rest.trim_start()));
    }
    WORDS.iter().find_map(|(words, hedge)| {
        let rest = text.strip_prefix(words)?;
        let rest = if words.len() <= "approx".len() {
            rest.strip_prefix('.').unwrap_or(rest)
        } else {
            rest
        };
        let ends = !rest.starts_with(char::is_alphabetic);
        ends.then(|| (*hedge, rest.trim_start()))
    })
}

/// Returns the hedge behind a whole date, and the words before it: "6 November 2025 or later".
pub(super) fn behind(text: &str) -> Option<(Hedge, &str)> {
    BEHIND
        .iter()
        .find_map(|(words, hedge)| Some((*hedge, text.strip_suffix(words)?)))
}

/// Returns the hedge with which a folded text ends right before a time, and the words before it.
pub(super) fn trailing(text: &str) -> Option<(Hedge, &str)> {
    if let Some(rest) = text.strip_suffix(SIGNS) {
        return Some((Hedge::About, rest));
    }
    let bare = text.strip_suffix('.').unwrap_or(text);
    WORDS.iter().find_map(|(words, hedge)| {
        let rest = bare.strip_suffix(words)?;
        let begins = rest.is_empty() || rest.ends_with([' ', ',', '(']);
        begins.then_some((*hedge, rest))
    })
}

impl Hedge {
    /// Opens an end of a date, or marks both as approximate.
    pub(super) fn of(self, date: &DateReading) -> Result<DateReading, DateFault> {
        match (self, date.first, date.last) {
            (Self::About, ..) => Ok(date.about()),
            (Self::Before, Some(first), Some(_)) => {
                DateReading::between(None, Some(first.before()?))
            }
            (Self::UpTo, Some(_), Some(last)) => DateReading::between(None, Some(last)),
            (Self::From, Some(first), Some(_)) => DateReading::between(Some(first), None),
            (Self::After, Some(_), Some(last)) => DateReading::between(Some(last.after()?), None),
            _ => Err(DateFault::Vague),
        }
    }
}

/// A part of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    /// To the 10th.
    Early,
    /// From the 11th to the 20th.
    Mid,
    /// From the 21st.
    Late,
}

/// Returns the part of a month with which a folded text begins, and the words after it: "early November
/// 2025", "mid-November 2025".
pub(super) fn third(text: &str) -> Option<(Third, &str)> {
    const WORDS: [(&str, Third); 3] = [
        ("early", Third::Early),
        ("mid", Third::Mid),
        ("late", Third::Late),
    ];
    WORDS.iter().find_map(|(word, third)| {
        let rest = text.strip_prefix(word)?.strip_prefix([' ', '-'])?;
        let rest = rest.strip_prefix("in ").unwrap_or(rest);
        Some((*third, rest.trim_start()))
    })
}

impl Third {
    /// Returns a part of a month.
    pub(super) fn of(self, date: &DateReading) -> Result<DateReading, DateFault> {
        let month = date.month().ok_or(DateFault::PartOf)?;
        let day = |day| month.with().day(day).build().map_err(|_| DateFault::PartOf);
        let (first, last): (Date, Date) = match self {
            Self::Early => (month, day(10)?),
            Self::Mid => (day(11)?, day(20)?),
            Self::Late => (day(21)?, month.last_of_month()),
        };
        DateReading::day(first).to(&DateReading::day(last))
    }
}

/// The parts of a day. They say that it was that day, or those two.
pub(super) const PARTS_OF_DAY: [&str; 8] = [
    "overnight",
    "night",
    "morning",
    "afternoon",
    "evening",
    "dawn",
    "dusk",
    "daybreak",
];

/// Takes the part of a day off a folded text: "the night of 6–7 November 2025", "6 November 2025, early
/// morning". Returns the words of the day, or `None` if there is no such part.
pub(super) fn without_part_of_day(text: &str) -> Option<&str> {
    let mut rest = text;
    for word in ["in ", "at ", "on ", "during ", "the ", "early ", "late "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let before = PARTS_OF_DAY.iter().find_map(|part| {
        let rest = rest.strip_prefix(part)?;
        let rest = rest.strip_prefix([' ', ','])?.trim_start();
        let rest = ["of the ", "of ", "on "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
        Some(rest)
    });
    before.or_else(|| {
        let rest = PARTS_OF_DAY
            .iter()
            .find_map(|part| text.strip_suffix(part))?;
        let mut rest = rest.strip_suffix(' ')?;
        for word in [" late", " early", " the", " in", " at", ","] {
            rest = rest.strip_suffix(word).unwrap_or(rest);
        }
        Some(rest.trim_end_matches([',', ' ']))
    })
}
