//! What is wrong with words that are no number, and what to write instead: each kind of them has a message of its
//! own.

use super::phrase::{Phrase, joins, phrase};
use super::unit::{is_currency, is_share, share_length};
use crate::safe::beginning;
use crate::wording::Problem;
use crate::wording::fold::fold;
use crate::wording::language::is_latin;
use crate::wording::lexer::{Token, TokenKind};
use crate::wording::numeral::Doubt;

/// What people write where nothing is known.
const UNKNOWN: [&str; 28] = [
    "n/a",
    "na",
    "n.a.",
    "-",
    "–",
    "—",
    "--",
    "?",
    "??",
    "???",
    "…",
    "...",
    "tbd",
    "tba",
    "not known",
    "not reported",
    "not recorded",
    "not available",
    "not specified",
    "unreported",
    "unrecorded",
    "unspecified",
    "unconfirmed",
    "undisclosed",
    "undetermined",
    "unclear",
    "contested",
    "disputed",
];

/// What people write where there were none, or where nobody has heard of any.
const NONE_HEARD_OF: [&str; 5] = [
    "none known",
    "none reported",
    "none recorded",
    "no casualties reported",
    "no deaths reported",
];

/// Words for all or most of a whole.
const MOST: [&str; 5] = ["majority", "most", "all", "both", "everyone"];

/// Words for a part of a whole.
const PARTS: [&str; 10] = [
    "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths",
    "halves",
];

/// Words of other languages beside a number. Letters of another script need no list.
const FOREIGN: [&str; 52] = [
    "mehr",
    "de",
    "als",
    "weniger",
    "über",
    "unter",
    "etwa",
    "rund",
    "ungefähr",
    "fast",
    "zwischen",
    "und",
    "bis",
    "mindestens",
    "tote",
    "verletzte",
    "más",
    "mas",
    "menos",
    "unos",
    "unas",
    "casi",
    "entre",
    "hasta",
    "muertos",
    "heridos",
    "moins",
    "environ",
    "près",
    "presque",
    "à",
    "morts",
    "blessés",
    "deux",
    "cents",
    "mille",
    "zwei",
    "hundert",
    "zweihundert",
    "tausend",
    "cientos",
    "doscientos",
    "più",
    "meno",
    "quasi",
    "oltre",
    "almeno",
    "morti",
    "cerca",
    "pelo",
    "mortos",
    "lebih",
];

/// The most words that a message repeats.
const MOST_REPEATED: usize = 60;

/// Returns what is wrong with words that are no number phrase.
pub(super) fn refusal(text: &str, tokens: &[Token<'_>], unit: Option<&str>) -> Problem {
    nothing_said(text)
        .or_else(|| badly_marked(text, tokens))
        .or_else(|| is_part(tokens).then(|| part_of_a_whole(text)))
        .or_else(|| other_unit(text, tokens, unit))
        .or_else(|| foreign(text, tokens))
        .or_else(|| beside_figures(text, tokens, unit))
        .unwrap_or_else(|| no_figure(text, tokens))
}

/// Returns what to write for words that give no number: nothing, or that nothing is known.
fn nothing_said(text: &str) -> Option<Problem> {
    let folded = fold(text);
    if folded.is_empty() {
        return Some(Problem::new(
            "there is no number",
            "write a number, such as 58, or \"unknown\"",
        ));
    }
    if UNKNOWN.contains(&&*folded) {
        return Some(Problem::new(
            format!("“{text}” gives no number"),
            "write \"unknown\"; what the source says of it goes in note",
        ));
    }
    if NONE_HEARD_OF.contains(&&*folded) {
        return Some(Problem::new(
            format!("“{text}” may mean that there were none, or that nobody knows of any"),
            "write 0 if the source says that there were none, and \"unknown\" if it does not know",
        ));
    }
    folded
        .trim_start_matches('~')
        .starts_with("unknown")
        .then(|| {
            Problem::new(
                format!("“{text}” says more than “unknown”"),
                "write \"unknown\", and put the other words in note; a figure among them is a claim of its own",
            )
        })
}

/// Returns what is wrong with figures that are written in a way that this program does not read.
fn badly_marked(text: &str, tokens: &[Token<'_>]) -> Option<Problem> {
    if tokens.len() > 1 && tokens.iter().all(|token| token.kind == TokenKind::Number) {
        return Some(odd_groups(text));
    }
    if tokens
        .windows(2)
        .any(|pair| pair[0].kind == TokenKind::Number && pair[1].is("~"))
    {
        return Some(Problem::new(
            format!("“{text}” has “~” between two numbers"),
            "write a range as \"20 to 30\"; “~” before a number is read as “about”",
        ));
    }
    if tokens.iter().any(|token| token.is("±")) {
        return Some(Problem::new(
            format!("“{text}” says with “±” how far off a number may be"),
            "write the range, such as \"180 to 220\", or \"about 200\"",
        ));
    }
    None
}

/// Returns what is wrong with digits whose marks are not between groups of three.
pub(super) fn odd_groups(text: &str) -> Problem {
    let digits: String = text
        .chars()
        .filter(|letter| !",. '’".contains(*letter))
        .collect();
    if is_indian(text) {
        return Problem::new(
            format!("the digits of “{text}” are grouped as in South Asia"),
            format!("write them without marks: {digits}"),
        );
    }
    Problem::new(
        format!("the digits of “{text}” are not in groups of three"),
        "write the digits without marks, such as 1200, or in groups of exactly three: \"1,200\"",
    )
}

/// Returns true for groups of two digits and a last one of three: "1,50,000".
fn is_indian(text: &str) -> bool {
    let groups: Vec<&str> = text.split(',').collect();
    let [first, middle @ .., last] = &groups[..] else {
        return false;
    };
    let digits = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b',');
    let pairs = middle.iter().all(|group| group.len() == 2);
    digits && !middle.is_empty() && pairs && (1..=2).contains(&first.len()) && last.len() == 3
}

/// Returns what is wrong with a number that has the sign of another unit.
fn other_unit(text: &str, tokens: &[Token<'_>], unit: Option<&str>) -> Option<Problem> {
    if (0..tokens.len()).any(|at| share_length(&tokens[at..]) > 0 && !is_in_brackets(tokens, at)) {
        let what = format!("“{text}” is a share, and its unit is not");
        let help = "write how many, or make an attribute of its own for the share: unit = \"%\"";
        return (!unit.is_some_and(is_share)).then(|| Problem::new(what, help));
    }
    tokens.iter().any(is_currency).then(|| {
        let own = unit.map_or_else(
            || "the attribute has no unit".to_owned(),
            |unit| format!("the unit is {unit}"),
        );
        Problem::new(
            format!("“{text}” is a sum of money, and {own}"),
            "write the number alone, in the unit; or give the currency as unit = \"USD\"",
        )
    })
}

/// Returns what is wrong with words of another language.
fn foreign(text: &str, tokens: &[Token<'_>]) -> Option<Problem> {
    let mut words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let word = words.find(|word| !word.text.chars().all(is_latin) || word.is_any(&FOREIGN))?;
    Some(Problem::new(
        format!("“{text}” has words that are not English: “{}”", word.raw),
        "write the number with an English hedge, such as \"over 200\"; the source's own words go in quote",
    ))
}

/// Returns what is wrong with words beside a figure: they are another figure, the unit, or a note.
fn beside_figures(text: &str, tokens: &[Token<'_>], unit: Option<&str>) -> Option<Problem> {
    let figures = figures(tokens);
    let (from, to) = *figures.first()?;
    let outside = figures
        .iter()
        .filter(|(from, _)| !is_in_brackets(tokens, *from));
    if outside.count() > 1 {
        return Some(Problem::new(
            format!("“{}” has several figures", cut(text)),
            "write a claim for each figure",
        ));
    }
    let figure = &text[tokens[from].start..tokens[to - 1].end()];
    let rest = text[tokens[to - 1].end()..].trim();
    if !rest.is_empty() && unit.is_some_and(|unit| fold(unit) == fold(rest)) {
        return Some(Problem::new(
            format!("“{rest}” is the unit, and the unit is no part of the value"),
            format!("write \"{figure}\" alone"),
        ));
    }
    if rest.is_empty() {
        let before = text[..tokens[from].start].trim();
        let help = format!(
            "write a hedge that is read, such as \"over 58\", or \"{figure}\" alone and the words in note"
        );
        return Some(Problem::new(
            format!("“{}” stands before the number “{figure}”", cut(before)),
            help,
        ));
    }
    Some(Problem::new(
        format!("“{}” stands after the number “{figure}”", cut(rest)),
        format!("write \"{figure}\"; the other words go in note, or a unit in unit"),
    ))
}

/// Returns where the figures of some words begin and end, as indices of tokens.
fn figures(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let longest = joins(tokens)
            .iter()
            .filter_map(|joins| phrase(tokens, at, *joins))
            .filter(|phrase| !is_doubtful(phrase))
            .max_by_key(|phrase| phrase.next);
        match longest {
            Some(phrase) => {
                all.push((at, phrase.next));
                at = phrase.next;
            }
            None => at += 1,
        }
    }
    all
}

/// Returns true if a phrase is only a word such as "a" or "no".
fn is_doubtful(phrase: &Phrase) -> bool {
    phrase
        .numerals()
        .all(|numeral| numeral.doubt == Doubt::Much)
}

/// Returns true if a token is in round or square brackets.
fn is_in_brackets(tokens: &[Token<'_>], at: usize) -> bool {
    let opened = tokens[..at]
        .iter()
        .filter(|token| token.is_any(&["(", "["]));
    let closed = tokens[..at]
        .iter()
        .filter(|token| token.is_any(&[")", "]"]));
    opened.count() > closed.count()
}

/// Returns true if some words give a part of a whole: "more than half", "a third".
pub(super) fn is_part(tokens: &[Token<'_>]) -> bool {
    let is_half = tokens.last().is_some_and(|token| token.is("half"));
    is_half
        || tokens
            .windows(2)
            .any(|pair| pair[0].is_any(&["a", "one", "two", "three"]) && pair[1].is_any(&PARTS))
}

fn part_of_a_whole(text: &str) -> Problem {
    Problem::new(
        format!("“{}” is a part of a whole, and gives no number", cut(text)),
        "write the number if the source gives it, or \"unknown\"; the words go in note",
    )
}

/// Returns what is wrong with words that hold no figure at all.
fn no_figure(text: &str, tokens: &[Token<'_>]) -> Problem {
    if tokens.iter().any(|token| token.is_any(&MOST)) {
        return part_of_a_whole(text);
    }
    Problem::new(
        format!("“{}” holds no number that I can read", cut(text)),
        "write a number, such as 58 or \"over 58\", or \"unknown\"; the words go in note",
    )
}

/// Returns the beginning of a text that is too long for a message.
fn cut(text: &str) -> String {
    match beginning(text, MOST_REPEATED) {
        Some(beginning) => format!("{beginning}…"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::About;
    use crate::wording::number::{Domain, read_in};

    #[test]
    fn each_kind_of_words_has_a_message_of_its_own() {
        for (text, what) in [
            ("", "there is no number"),
            ("n/a", "“n/a” gives no number"),
            ("—", "“—” gives no number"),
            ("Not reported", "“Not reported” gives no number"),
            (
                "none known",
                "“none known” may mean that there were none, or that nobody knows of any",
            ),
            (
                "Unknown (ongoing)",
                "“Unknown (ongoing)” says more than “unknown”",
            ),
            (
                "1,50,000",
                "the digits of “1,50,000” are grouped as in South Asia",
            ),
            ("12,34", "the digits of “12,34” are not in groups of three"),
            (
                "200±20",
                "“200±20” says with “±” how far off a number may be",
            ),
            ("200~300", "“200~300” has “~” between two numbers"),
            (
                "more than half",
                "“more than half” is a part of a whole, and gives no number",
            ),
            (
                "a third",
                "“a third” is a part of a whole, and gives no number",
            ),
            ("most", "“most” is a part of a whole, and gives no number"),
            (
                "70 per cent",
                "“70 per cent” is a share, and its unit is not",
            ),
            ("€200", "“€200” is a sum of money, and the unit is people"),
            (
                "más de 200",
                "“más de 200” has words that are not English: “más”",
            ),
            (
                "200人以上",
                "“200人以上” has words that are not English: “人以上”",
            ),
            (
                "zweihundert",
                "“zweihundert” has words that are not English: “zweihundert”",
            ),
            ("2 US, 1 Nigerien", "“2 US, 1 Nigerien” has several figures"),
            (
                "hundreds of dead and thousands of wounded",
                "“hundreds of dead and thousands of wounded” has several figures",
            ),
            (
                "200 people",
                "“people” is the unit, and the unit is no part of the value",
            ),
            ("58 soldirs", "“soldirs” stands after the number “58”"),
            (
                "166 (including 6 Americans)",
                "“(including 6 Americans)” stands after the number “166”",
            ),
            (
                "1 (García Harfuch)",
                "“(García Harfuch)” stands after the number “1”",
            ),
            (
                "reportedly 200",
                "“reportedly” stands before the number “200”",
            ),
            (
                "Thousands detained",
                "“detained” stands after the number “Thousands”",
            ),
            ("Heavy", "“Heavy” holds no number that I can read"),
            ("30-40,000", "“30-40,000” may begin at 30 or at 30000"),
            (
                "at least 50 at most",
                "“at least 50 at most” says of one number how low and how high it may be",
            ),
            (
                "nearly 20 to 30",
                "“nearly 20 to 30” does not say which end of the range it is near",
            ),
        ] {
            let read = read_in(text, Some("people"), Domain::Count, &About::default());
            assert_eq!(read.unwrap_err().what, what, "{text}");
        }
    }

    #[test]
    fn signs_of_the_unit_are_read_and_others_refused() {
        for (text, unit, is_read) in [
            ("$1.2 billion", "USD", true),
            ("$1.2 billion", "EUR", false),
            ("$1.2 billion", "million USD", false),
            ("over 10%", "%", true),
            ("10 per cent", "percent", true),
            ("10 per cent", "people", false),
        ] {
            let read = read_in(text, Some(unit), Domain::Amount, &About::default());
            assert_eq!(read.is_ok(), is_read, "{text} in {unit}");
        }
    }
}
