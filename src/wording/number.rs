//! Numbers: from a value as written, and from running prose.

use super::Problem;
use super::hedge::{self, Hedge, JOINTS, Match};
use super::lexer::{Kind, Token, lex};
use super::numeral::{Doubt, Flaw, Numeral, check_count, numeral, ordinal};
use crate::model::{About, Cut, Decimal, Interval, Side};

/// Which numbers there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// Whole numbers from 0 up.
    Count,
    /// Any decimal number.
    Amount,
}

/// What a number phrase means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// What it leaves possible.
    pub interval: Interval,
    /// Whether it is a vague word (several, dozens).
    pub vague: bool,
    /// The bare numbers in the words: N, or A and B.
    pub stated: Vec<Decimal>,
}

/// A number phrase in running prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The phrase as written.
    pub text: String,
    /// Where it begins, in bytes.
    pub start: usize,
    /// All it can mean, the most likely first: prose may hedge with a word that means something else.
    pub readings: Vec<Reading>,
    /// Whether it may be no number of things at all ("a", "one", a year): it can support a value
    /// and never speaks against one.
    pub weak: bool,
}

/// No number needs more bytes than this.
const LONGEST: usize = 200;

/// A bare number in prose with more bytes than this is a code, not a number.
const LONGEST_IN_PROSE: usize = 40;

/// No phrase needs more hedges than this.
const MOST_HEDGES: usize = 4;

/// A number phrase: hedges around a number or a range.
#[derive(Debug, Clone)]
struct Phrase {
    /// From the inside out.
    hedges: Vec<Match>,
    first: Numeral,
    last: Option<Last>,
    /// The first token after it.
    next: usize,
}

/// The second end of a range.
#[derive(Debug, Clone)]
struct Last {
    numeral: Numeral,
    joint: Joint,
}

/// What stands between the ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A word, or two points.
    Open,
    /// A dash, which beside a minus sign nobody can read.
    Dash,
    /// "or": a range only of neighbours.
    Or,
}

/// How "and" is read inside the first and the last number of a phrase: "two hundred and three" is
/// one number or two.
const JOINS: [(bool, bool); 4] = [(true, true), (false, true), (true, false), (false, false)];

/// Reads a value: the whole text is one number phrase.
pub fn read(text: &str, domain: Domain, about: &About) -> Result<Reading, Problem> {
    let text = text.trim();
    if text.len() > LONGEST {
        return Err(Problem::new(
            format!("these {} letters are not a number", text.chars().count()),
            "write the number alone; what else the source says goes in note",
        ));
    }
    let tokens = lex(text);
    let whole = JOINS
        .iter()
        .filter_map(|joins| phrase(&tokens, 0, *joins))
        .filter(|phrase| ends_well(&tokens, phrase))
        .map(|phrase| reading(&phrase, text, domain, about));
    let mut problem = None;
    for result in whole {
        match result {
            Ok(reading) => return Ok(reading),
            Err(why) => problem = problem.or(Some(why)),
        }
    }
    Err(problem.unwrap_or_else(|| unreadable(text, &tokens)))
}

/// Whether nothing is left over, save the "of …" that may follow a vague word.
fn ends_well(tokens: &[Token<'_>], phrase: &Phrase) -> bool {
    let rest = tokens.get(phrase.next..).unwrap_or_default();
    let words = || rest.iter().all(|token| token.kind == Kind::Word);
    rest.is_empty() || (phrase.first.vague && rest[0].is("of") && rest.len() > 1 && words())
}

fn unreadable(text: &str, tokens: &[Token<'_>]) -> Problem {
    if text.is_empty() {
        return Problem::new("there is no number", "write a number, such as 58, or \"unknown\"");
    }
    if tokens.len() > 1 && tokens.iter().all(|token| token.kind == Kind::Number) {
        return odd_groups(text);
    }
    Problem::new(
        format!("“{text}” is not a number that I can read"),
        "write the number alone, such as 58 or \"over 58\"; the unit goes in unit",
    )
}

fn odd_groups(text: &str) -> Problem {
    Problem::new(
        format!("the digits of “{text}” are not in groups of three"),
        "write the digits without marks, such as 1200, or in groups of exactly three: \"1,200\"",
    )
}

/// The phrase that begins at a token.
fn phrase(tokens: &[Token<'_>], at: usize, joins: (bool, bool)) -> Option<Phrase> {
    let mut hedges = Vec::new();
    let mut from = at;
    while let Some(found) = hedge::before(&tokens[from..]).filter(|_| hedges.len() < MOST_HEDGES) {
        from += found.length;
        hedges.insert(0, found);
    }
    let mut phrase = range(tokens, from, joins)?;
    for _ in 0..MOST_HEDGES {
        let Some(found) = hedge::after(&tokens[phrase.next..]) else { break };
        phrase.next += found.length;
        phrase.hedges.push(found);
    }
    phrase.hedges.extend(hedges);
    Some(phrase)
}

/// A number, or two with a range between them.
fn range(tokens: &[Token<'_>], at: usize, joins: (bool, bool)) -> Option<Phrase> {
    let opening = tokens.get(at)?;
    if opening.is_any(&["between", "from"]) {
        let word = if opening.is("between") { "and" } else { "to" };
        let first = numeral(tokens, at + 1, joins.0)?;
        let last = last(tokens, first.next, word, Joint::Open, joins.1)?;
        return Some(pair(first, last));
    }
    let first = numeral(tokens, at, joins.0)?;
    let marks = JOINTS.iter().map(|joint| {
        let dash = joint.chars().any(|letter| matches!(letter, '-' | '–' | '—'));
        (*joint, if dash { Joint::Dash } else { Joint::Open })
    });
    let mut lasts = marks
        .chain([("or", Joint::Or)])
        .filter_map(|(joint, kind)| last(tokens, first.next, joint, kind, joins.1));
    Some(match lasts.next() {
        Some(last) => pair(first, last),
        None => Phrase { hedges: Vec::new(), next: first.next, first, last: None },
    })
}

fn last(tokens: &[Token<'_>], at: usize, joint: &str, kind: Joint, join: bool) -> Option<Last> {
    // "twenty-first" is no range.
    let ordinal = kind == Joint::Dash && tokens.get(at + 1).is_some_and(|token| ordinal(token).is_some());
    if ordinal || !tokens.get(at)?.is(joint) {
        return None;
    }
    Some(Last { numeral: numeral(tokens, at + 1, join)?, joint: kind })
}

fn pair(first: Numeral, last: Last) -> Phrase {
    let first = first.with_scale_of(&last.numeral);
    Phrase { hedges: Vec::new(), next: last.numeral.next, first, last: Some(last) }
}

/// What a phrase means.
fn reading(phrase: &Phrase, text: &str, domain: Domain, about: &About) -> Result<Reading, Problem> {
    let numerals = || std::iter::once(&phrase.first).chain(phrase.last.as_ref().map(|last| &last.numeral));
    for numeral in numerals() {
        if numeral.flaw == Some(Flaw::Groups) {
            return Err(odd_groups(text));
        }
        if domain == Domain::Count {
            check_count(numeral, text)?;
        }
    }
    let vague = numerals().any(|numeral| numeral.vague);
    let mut bounds = bounds(phrase, text, domain)?;
    for found in &phrase.hedges {
        if vague && !matches!(found.hedge, Hedge::Over | Hedge::AtLeast | Hedge::About) {
            return Err(vague_end(text));
        }
        bounds = bounds.hedged(found.hedge, domain, about).ok_or_else(|| nothing_left(text))?;
    }
    let interval = Interval::new(bounds.low, bounds.high).ok_or_else(|| nothing_left(text))?;
    Ok(Reading { interval, vague, stated: numerals().map(|numeral| numeral.value.clone()).collect() })
}

fn vague_end(text: &str) -> Problem {
    Problem::new(
        format!("“{text}” has no end that I can read: its number is a vague word"),
        "write a number in its place, or the vague word alone, such as \"several\" or \"at least several\"",
    )
}

fn nothing_left(text: &str) -> Problem {
    Problem::new(
        format!("“{text}” leaves no number possible"),
        "write what the source leaves possible, such as 0 or \"at least 1\"",
    )
}

/// The two cuts between which the bare numbers of a phrase lie.
fn bounds(phrase: &Phrase, text: &str, domain: Domain) -> Result<Bounds, Problem> {
    let low = &phrase.first;
    let Some(last) = &phrase.last else {
        let after = Cut::At(low.value.clone(), Side::After);
        let high = if low.vague { Cut::Highest } else { after };
        let bounds = Bounds { low: Cut::At(low.value.clone(), Side::Before), high };
        return Ok(bounds.within(domain));
    };
    check_range(low, last, text)?;
    let low = Cut::At(low.value.clone(), Side::Before);
    Ok(Bounds { low, high: Cut::At(last.numeral.value.clone(), Side::After) })
}

fn check_range(first: &Numeral, last: &Last, text: &str) -> Result<(), Problem> {
    let high = &last.numeral;
    if first.vague || high.vague {
        return Err(vague_end(text));
    }
    if last.joint == Joint::Dash && (first.signed || high.signed) {
        return Err(Problem::new(
            format!("“{text}” has a dash beside a minus sign"),
            "write the range with two points or with \"to\": \"-20..-10\", \"-20 to -10\"",
        ));
    }
    if high.value < first.value {
        return Err(Problem::new(
            format!("the range “{text}” is the wrong way round: {} is above {}", first.value, high.value),
            format!("write the lower end first: \"{} to {}\"", high.value, first.value),
        ));
    }
    if last.joint == Joint::Or && !neighbours(first, high) {
        return Err(Problem::new(
            format!("“{text}” gives two numbers and nothing between them"),
            format!("write a range, \"{} to {}\", or a claim for each", first.value, high.value),
        ));
    }
    Ok(())
}

/// Whether nothing lies between two numbers, in their own scale: 2 and 3 in "two or three dozen".
fn neighbours(first: &Numeral, last: &Numeral) -> bool {
    let one = Decimal::from(1);
    &first.value + &one == last.value || (first.scale == last.scale && &first.head + &one == last.head)
}

/// Two cuts on their way to an interval: they may still be the wrong way round.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bounds {
    low: Cut,
    high: Cut,
}

impl Bounds {
    /// The union of what the hedge makes of each number within. `None` where nothing is left.
    fn hedged(self, hedge: Hedge, domain: Domain, about: &About) -> Option<Self> {
        let Self { low, high } = self;
        let width = |number: &Decimal| half_width(number, domain, about);
        let (low, high) = match hedge {
            Hedge::Over => (beside(low, Side::After), Cut::Highest),
            Hedge::AtLeast => (low, Cut::Highest),
            Hedge::Under => (Cut::Lowest, beside(high, Side::Before)),
            Hedge::UpTo => (Cut::Lowest, high),
            Hedge::About => (low.map(|low| low - &width(low)), high.map(|high| high + &width(high))),
            Hedge::Nearly if is_zero(&low) && is_zero(&high) => return None,
            Hedge::Nearly => (nearly_low(low, width), nearly_high(high, width)),
        };
        let bounds = Self { low, high }.within(domain);
        (bounds.low < bounds.high).then_some(bounds)
    }

    /// For a count, the whole numbers from 0 up that lie between the cuts.
    fn within(self, domain: Domain) -> Self {
        if domain == Domain::Amount {
            return self;
        }
        let low = match self.low {
            Cut::At(low, Side::Before) => Cut::At(low.ceil(), Side::Before),
            Cut::At(low, Side::After) => Cut::At(&low.floor() + &Decimal::from(1), Side::Before),
            open => open,
        };
        let high = match self.high {
            Cut::At(high, Side::After) => Cut::At(high.floor(), Side::After),
            Cut::At(high, Side::Before) => Cut::At(&high.ceil() - &Decimal::from(1), Side::After),
            open => open,
        };
        Self { low: low.max(Cut::At(Decimal::from(0), Side::Before)), high }
    }
}

/// A cut on a given side of its number.
fn beside(cut: Cut, side: Side) -> Cut {
    match cut {
        Cut::At(number, _) => Cut::At(number, side),
        open => open,
    }
}

fn is_zero(cut: &Cut) -> bool {
    matches!(cut, Cut::At(number, _) if !number.is_negative() && !number.is_positive())
}

/// How far "about" reaches on each side of a number.
fn half_width(number: &Decimal, domain: Domain, about: &About) -> Decimal {
    match about {
        About::Distance(distance) => distance.clone(),
        About::Share(share) if domain == Domain::Count => (share * &number.abs()).max(Decimal::from(1)),
        About::Share(share) => share * &number.abs(),
    }
}

/// Where "nearly" begins: it reaches towards 0, so a negative number is its own low end.
fn nearly_low(cut: Cut, width: impl Fn(&Decimal) -> Decimal) -> Cut {
    match cut {
        Cut::At(number, _) if number.is_negative() => Cut::At(number, Side::After),
        Cut::At(number, _) => Cut::At(&number - &width(&number), Side::Before),
        open => open,
    }
}

fn nearly_high(cut: Cut, width: impl Fn(&Decimal) -> Decimal) -> Cut {
    match cut {
        Cut::At(number, _) if number.is_negative() => Cut::At(&number + &width(&number), Side::After),
        Cut::At(number, _) => Cut::At(number, Side::Before),
        open => open,
    }
}

/// Every number phrase in running prose, from left to right, each as long as it can be.
pub fn read_prose(text: &str, domain: Domain, about: &About) -> Vec<Found> {
    prose(text, &lex(text), domain, about)
}

/// The same for prose that has been cut into tokens.
pub(super) fn prose(text: &str, tokens: &[Token<'_>], domain: Domain, about: &About) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(phrase) = longest(tokens, at).filter(|_| !is_hyphen(tokens, at)) else {
            at += 1;
            continue;
        };
        let next = phrase.next.max(at + 1);
        let span = &text[tokens[at].start..tokens[next - 1].end()];
        let readings = readings(tokens, at, &phrase, domain, about);
        if !readings.is_empty() {
            let weak = is_weak(tokens, at, &phrase);
            all.push(Found { text: span.to_owned(), start: tokens[at].start, readings, weak });
        }
        at = next;
    }
    all
}

/// Whether a mark joins words, and is no sign: "F-16".
fn is_hyphen(tokens: &[Token<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).is_some_and(|before| tokens[before].kind != Kind::Mark);
    before && !tokens[at].spaced && tokens[at].is("-")
}

fn longest(tokens: &[Token<'_>], at: usize) -> Option<Phrase> {
    let phrases = JOINS.iter().filter_map(|joins| phrase(tokens, at, *joins));
    phrases.max_by_key(|phrase| phrase.next)
}

/// All that a phrase in prose can mean.
fn readings(
    tokens: &[Token<'_>],
    at: usize,
    longest: &Phrase,
    domain: Domain,
    about: &About,
) -> Vec<Reading> {
    let mut all = Vec::new();
    let mut from = at;
    // Where an "and" may part two numbers, both of them and their sum are possible.
    while from < longest.next {
        for phrase in JOINS.iter().filter_map(|joins| phrase(tokens, from, *joins)) {
            meanings(&phrase, domain, about, &mut all);
        }
        if !is_joined(longest) {
            break;
        }
        from += 1;
    }
    all
}

fn is_joined(phrase: &Phrase) -> bool {
    phrase.first.joined || phrase.last.as_ref().is_some_and(|last| last.numeral.joined)
}

/// A phrase with its hedges, without those that may be other words, and its bare numbers where
/// it is none by the rules.
fn meanings(phrase: &Phrase, domain: Domain, about: &About, all: &mut Vec<Reading>) {
    let mut add = |reading: Reading| {
        if !all.contains(&reading) {
            all.push(reading);
        }
    };
    let read = |phrase: &Phrase| {
        let counted = reading(phrase, "", domain, about);
        counted.or_else(|_| reading(phrase, "", Domain::Amount, about)).ok()
    };
    let whole = read(phrase);
    let bare = phrase.hedges.iter().all(|found| found.loose);
    if bare && !phrase.hedges.is_empty() {
        read(&Phrase { hedges: Vec::new(), ..phrase.clone() }).into_iter().for_each(&mut add);
    }
    let apart = whole.is_none();
    whole.into_iter().for_each(&mut add);
    for numeral in std::iter::once(&phrase.first).chain(phrase.last.as_ref().map(|last| &last.numeral)) {
        if apart {
            add(exactly(numeral.value.clone()));
        }
        if let Some(also) = numeral.also.clone().filter(|_| bare) {
            add(exactly(also));
        }
    }
}

fn exactly(number: Decimal) -> Reading {
    Reading { interval: Interval::exactly(number.clone()), vague: false, stated: vec![number] }
}

/// Whether a phrase in prose may be no number of things.
fn is_weak(tokens: &[Token<'_>], at: usize, phrase: &Phrase) -> bool {
    let hard = phrase.hedges.iter().any(|found| !found.loose && found.hedge != Hedge::About);
    let numerals = std::iter::once(&phrase.first).chain(phrase.last.as_ref().map(|last| &last.numeral));
    let doubtful = numerals.clone().all(|numeral| match numeral.doubt {
        Doubt::None => numeral.flaw == Some(Flaw::Groups) || (!hard && is_year(tokens, numeral)),
        Doubt::Some => !hard,
        Doubt::Much => true,
    });
    let span = phrase.last.is_some() && !hard && is_year(tokens, &phrase.first);
    let long = numerals.clone().any(|numeral| tokens[numeral.next - 1].raw.len() > LONGEST_IN_PROSE);
    doubtful || span || long || is_part_of_name(tokens, at) || is_of_another_kind(tokens, phrase.next)
}

/// Whether these tokens make the number before them a part of a fraction or of a longer ordinal:
/// "two-thirds", "twenty-first".
fn is_fraction(tokens: &[Token<'_>]) -> bool {
    let hyphen = usize::from(tokens.first().is_some_and(|token| token.is("-") && !token.spaced));
    let Some(part) = tokens.get(hyphen) else { return false };
    ordinal(part).is_some() && hyphen == 1
        || part.is_any(&["half", "halves", "thirds", "quarters", "fifths", "sixths", "tenths"])
}

/// Whether a numeral is four digits that may be a year.
fn is_year(tokens: &[Token<'_>], numeral: &Numeral) -> bool {
    let year = |number: &Decimal| *number >= Decimal::from(1900) && *number <= Decimal::from(2100);
    let digits = &tokens[numeral.next - 1];
    digits.kind == Kind::Number && digits.raw.len() == 4 && year(&numeral.value)
}

/// Whether the token before makes the phrase a part of something else: "a third", "F-16",
/// "as many".
fn is_part_of_name(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return false };
    let glued = !tokens[at].spaced && tokens[at].kind == Kind::Number;
    let fused = glued && before.kind == Kind::Word;
    let hyphened = glued
        && before.is_any(&["-", "‑", "/", "#"])
        && at >= 2
        && !before.spaced
        && tokens[at - 2].kind == Kind::Word;
    let marked = glued && before.is_any(&[":", "'", "’", "№", "#", "/"]);
    fused
        || hyphened
        || marked
        || is_label(&tokens[..at])
        || before.is_any(&["a", "an", "so", "as", "too", "how", "not"])
}

/// Whether the words before a number give it to one thing: "Resolution 2593", "No. 5".
fn is_label(before: &[Token<'_>]) -> bool {
    const LABELS: [&str; 20] = [
        "resolution",
        "article",
        "flight",
        "route",
        "unit",
        "section",
        "chapter",
        "page",
        "brigade",
        "battalion",
        "division",
        "phase",
        "level",
        "category",
        "number",
        "line",
        "part",
        "highway",
        "version",
        "sector",
    ];
    match before {
        [.., label] if label.is_any(&LABELS) => true,
        [.., number, point] => number.is_any(&["no", "nos"]) && point.is(".") && !point.spaced,
        _ => false,
    }
}

/// Whether what follows the phrase makes it no number of things: a share, a clock time, a decade.
fn is_of_another_kind(tokens: &[Token<'_>], next: usize) -> bool {
    let Some(after) = tokens.get(next) else { return false };
    let glued = !after.spaced && after.is_any(&["s", ":", "%", "°", "/"]);
    let clock = ["am", "pm", "a.m", "p.m", "gmt", "utc", "o"];
    let dotted =
        after.is_any(&["a", "p"]) && tokens.get(next + 1).is_some_and(|dot| dot.is(".") && !dot.spaced);
    let world = ["party", "parties", "world", "country", "countries", "time", "person"];
    glued
        || dotted
        || is_fraction(&tokens[next..])
        || after.is_any(&clock)
        || after.is_any(&world)
        || after.is_any(&["percent", "%"])
        || (after.is("per") && tokens.get(next + 1).is_some_and(|cent| cent.is("cent")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// "57", "58..", "..57", "(5..", or "?" for a problem.
    fn shown(text: &str, domain: Domain) -> String {
        match read(text, domain, &About::default()) {
            Ok(reading) => show(&reading.interval) + if reading.vague { " vague" } else { "" },
            Err(_) => "?".to_owned(),
        }
    }

    fn show(interval: &Interval) -> String {
        let low = interval
            .low_end()
            .map_or(String::new(), |end| format!("{}{}", if end.included { "" } else { "(" }, end.number));
        let high = interval
            .high_end()
            .map_or(String::new(), |end| format!("{}{}", end.number, if end.included { "" } else { ")" }));
        if low == high { low } else { format!("{low}..{high}") }
    }

    /// Words, what they mean as a count, and what as an amount.
    const PHRASES: &[(&str, &str, &str)] = &[
        ("58", "58", "58"),
        (" 58 ", "58", "58"),
        ("1,200", "1200", "1200"),
        ("1 200", "1200", "1200"),
        ("1\u{a0}200", "1200", "1200"),
        ("1\u{202f}200\u{2009}300", "?", "?"),
        ("1\u{202f}200\u{202f}300", "1200300", "1200300"),
        ("1,20", "?", "?"),
        ("1 20", "?", "?"),
        ("12,00,000", "?", "?"),
        ("1.200", "?", "1.2"),
        ("5.0", "?", "5"),
        ("5½", "?", "5.5"),
        ("1e3", "1000", "1000"),
        ("fifty-eight", "58", "58"),
        ("FIFTY EIGHT", "58", "58"),
        ("1.2 million", "1200000", "1200000"),
        ("1.2m", "1200000", "1200000"),
        ("20k", "20000", "20000"),
        ("3 bn", "3000000000", "3000000000"),
        ("two dozen", "24", "24"),
        ("three score", "60", "60"),
        ("two lakh", "200000", "200000"),
        ("5 crore", "50000000", "50000000"),
        ("a hundred", "100", "100"),
        ("one hundred and five", "105", "105"),
        ("a hundred and five", "105", "105"),
        ("two hundred and fifty-one thousand, three", "?", "?"),
        ("two hundred and fifty-one thousand three hundred and two", "251302", "251302"),
        ("one million two thousand and three", "1002003", "1002003"),
        ("half a million", "500000", "500000"),
        ("half-a-million", "500000", "500000"),
        ("half a dozen", "6", "6"),
        ("a quarter of a million", "250000", "250000"),
        ("one and a half million", "1500000", "1500000"),
        ("two and a half thousand", "2500", "2500"),
        ("a million and a half", "1500000", "1500000"),
        ("two and a half", "?", "2.5"),
        ("half", "?", "0.5"),
        ("over 58", "59..", "(58.."),
        ("more than 58", "59..", "(58.."),
        ("above 58", "59..", "(58.."),
        ("> 58", "59..", "(58.."),
        (">58", "59..", "(58.."),
        ("upwards of 58", "59..", "(58.."),
        ("well over a hundred", "101..", "(100.."),
        ("over 20 to 30", "21..", "(20.."),
        ("at least 58", "58..", "58.."),
        (">= 58", "58..", "58.."),
        ("≥58", "58..", "58.."),
        ("58+", "58..", "58.."),
        ("200-plus", "200..", "200.."),
        ("200 plus", "200..", "200.."),
        ("58 or more", "58..", "58.."),
        ("no fewer than 58", "58..", "58.."),
        ("as few as 58", "58..", "58.."),
        ("at least about 50", "45..", "45.."),
        ("at least three dozen", "36..", "36.."),
        ("under 58", "0..57", "..58)"),
        ("fewer than 58", "0..57", "..58)"),
        ("less than 58", "0..57", "..58)"),
        ("below 58", "0..57", "..58)"),
        ("< 58", "0..57", "..58)"),
        ("fewer than 0", "?", "..0)"),
        ("up to 58", "0..58", "..58"),
        ("at most 18", "0..18", "..18"),
        ("0..18", "0..18", "0..18"),
        ("<= 58", "0..58", "..58"),
        ("=<58", "0..58", "..58"),
        ("no more than 58", "0..58", "..58"),
        ("as many as 58", "0..58", "..58"),
        ("58 or fewer", "0..58", "..58"),
        ("up to 20 to 30", "0..30", "..30"),
        ("20 to 30", "20..30", "20..30"),
        ("20-30", "20..30", "20..30"),
        ("20 – 30", "20..30", "20..30"),
        ("20—30", "20..30", "20..30"),
        ("20..30", "20..30", "20..30"),
        ("between 20 and 30", "20..30", "20..30"),
        ("from 20 to 30", "20..30", "20..30"),
        ("between one hundred and two hundred", "100..200", "100..200"),
        ("between one hundred and twenty and two hundred", "120..200", "120..200"),
        ("30 to 20", "?", "?"),
        ("5 or 6", "5..6", "5..6"),
        ("two or three dozen", "24..36", "24..36"),
        ("5 or 8", "?", "?"),
        ("-20..-10", "?", "-20..-10"),
        ("-20 to -10", "?", "-20..-10"),
        ("−20 to 10", "?", "-20..10"),
        ("-20-10", "?", "?"),
        ("-20", "?", "-20"),
        ("1 to 2 million", "1000000..2000000", "1000000..2000000"),
        ("two to three dozen", "24..36", "24..36"),
        ("one to two hundred", "100..200", "100..200"),
        ("ninety to one hundred", "90..100", "90..100"),
        ("900 to 1.2 million", "900..1200000", "900..1200000"),
        ("about 57", "52..62", "51.3..62.7"),
        ("around 5", "4..6", "4.5..5.5"),
        ("some 20", "18..22", "18..22"),
        ("an estimated 20", "18..22", "18..22"),
        ("~20", "18..22", "18..22"),
        ("20 or so", "18..22", "18..22"),
        ("about 0", "0..1", "0"),
        ("about -20", "?", "-22..-18"),
        ("about 20 to 30", "18..33", "18..33"),
        ("nearly 20", "18..19", "18..20)"),
        ("almost 20", "18..19", "18..20)"),
        ("close to 20", "18..19", "18..20)"),
        ("nearly -20", "?", "(-20..-18"),
        ("nearly 20 to 30", "18..29", "18..30)"),
        ("nearly 0", "?", "?"),
        ("none", "0", "0"),
        ("No", "0", "0"),
        ("nobody", "0", "0"),
        ("no one", "0", "0"),
        ("a", "1", "1"),
        ("an", "1", "1"),
        ("one", "1", "1"),
        ("first", "1", "1"),
        ("third", "3", "3"),
        ("twelfth", "12", "12"),
        ("21st", "21", "21"),
        ("3rd", "3", "3"),
        ("a couple", "2.. vague", "2.. vague"),
        ("multiple", "2.. vague", "2.. vague"),
        ("several", "3.. vague", "3.. vague"),
        ("a few", "3.. vague", "3.. vague"),
        ("many", "3.. vague", "3.. vague"),
        ("tens", "10.. vague", "10.. vague"),
        ("dozens", "12.. vague", "12.. vague"),
        ("dozens of civilians", "12.. vague", "12.. vague"),
        ("scores of", "?", "?"),
        ("hundreds", "100.. vague", "100.. vague"),
        ("tens of thousands", "10000.. vague", "10000.. vague"),
        ("several hundred", "300.. vague", "300.. vague"),
        ("a few dozen", "36.. vague", "36.. vague"),
        ("over several hundred", "301.. vague", "(300.. vague"),
        ("up to several hundred", "?", "?"),
        ("nearly several", "?", "?"),
        ("several to many", "?", "?"),
        ("58 soldirs", "?", "?"),
        ("", "?", "?"),
        ("over", "?", "?"),
        ("over over over over over over 5", "?", "?"),
        ("nan", "?", "?"),
    ];

    #[test]
    fn phrases_and_what_they_leave_possible() {
        for (text, count, amount) in PHRASES {
            assert_eq!(shown(text, Domain::Count), *count, "count: {text}");
            assert_eq!(shown(text, Domain::Amount), *amount, "amount: {text}");
        }
    }

    #[test]
    fn problems_say_what_to_write() {
        for (text, help) in [
            ("1.200", "write 1200 or 1,200, or make the attribute an amount"),
            ("30 to 20", "write the lower end first: \"20 to 30\""),
            ("58 soldirs", "write the number alone, such as 58 or \"over 58\"; the unit goes in unit"),
        ] {
            assert_eq!(read(text, Domain::Count, &About::default()).unwrap_err().help, help);
        }
    }

    proptest! {
        #[test]
        fn a_phrase_contains_its_number_unless_its_words_exclude_it(number in 1_i64..1_000_000) {
            let exact = Interval::exactly(Decimal::from(number));
            for domain in [Domain::Count, Domain::Amount] {
                for (hedge, holds) in [("", true), ("about ", true), ("at least ", true), ("up to ", true),
                    ("at least about ", true), ("over ", false), ("under ", false), ("nearly ", false)]
                {
                    let read = read(&format!("{hedge}{number}"), domain, &About::default());
                    if let Ok(reading) = read {
                        prop_assert_eq!(reading.interval.contains(&exact), holds);
                    } else {
                        prop_assert!(!holds);
                    }
                }
            }
        }

        #[test]
        fn a_wider_hedge_keeps_what_met(left in 1_i64..500, right in 1_i64..500) {
            let read = |text: String| read(&text, Domain::Count, &About::default()).unwrap().interval;
            let other = read(format!("about {right}"));
            for (narrow, wide) in [("", "about "), ("", "at least "), ("over ", "at least "), ("", "up to "),
                ("at least ", "at least about ")]
            {
                if !read(format!("{narrow}{left}")).is_disjoint(&other) {
                    let wider = read(format!("{wide}{left}"));
                    prop_assert!(!wider.is_disjoint(&other));
                }
            }
        }

        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = read(&text, Domain::Count, &About::default());
            let _ = read_prose(&text, Domain::Amount, &About::default());
        }

        #[test]
        fn no_words_panic(words in proptest::collection::vec(0_usize..24, 0..12)) {
            const WORDS: [&str; 24] = ["over", "about", "nearly", "a", "half", "and", "hundred", "million", "-", "20",
                "1,200", "to", "between", "or", "more", "several", "of", "dozen", "no", "one", "..", "5.5", "½", "no more than"];
            let text = words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ");
            for domain in [Domain::Count, Domain::Amount] {
                let _ = read(&text, domain, &About::default());
                let _ = read_prose(&text, domain, &About::default());
            }
        }
    }
}
