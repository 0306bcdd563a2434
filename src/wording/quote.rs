//! Whether a quote can hold a value. Only what is certain counts against it: ordinary prose is full
//! of words that are numbers and dates elsewhere.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::lexer::{Kind, Token, lex};
use super::number::{Domain, Found, prose};
use crate::model::{About, Decimal, Interval};

/// How a quote and a value go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// Something in the quote can be the value.
    Fits,
    /// The quote has no number, or no date, that could be held against the value.
    NothingToCompare,
    /// The quote has others than the value.
    Lacks {
        /// The first few of them, as written.
        found: Vec<String>,
    },
    /// The quote has the value's number without the words that widen it.
    LacksHedge {
        /// The first few numbers of the quote, as written.
        found: Vec<String>,
    },
}

/// No message shows more of a quote's numbers than this.
const SHOWN: usize = 5;

/// Whether a quote can hold a number. `stated` are the bare numbers in the value's own words.
pub fn number_fits(
    quote: &str,
    interval: &Interval,
    stated: &[Decimal],
    domain: Domain,
    about: &About,
) -> Fit {
    let numbers = numbers(quote, domain, about);
    if numbers.iter().any(|found| supports(found, interval, domain)) {
        return Fit::Fits;
    }
    let strong = || numbers.iter().filter(|found| !found.weak);
    let found = shown(strong().map(|found| found.text.as_str()));
    if found.is_empty() {
        Fit::NothingToCompare
    } else if strong().any(|found| states(found, stated)) {
        Fit::LacksHedge { found }
    } else {
        Fit::Lacks { found }
    }
}

/// Whether a number of the quote can be the value, or an amount that the value just leaves out.
fn supports(found: &Found, interval: &Interval, domain: Domain) -> bool {
    let excluded = |number: &Decimal| {
        let ends = [interval.low_end(), interval.high_end()];
        ends.into_iter().flatten().any(|end| !end.included && end.number == number)
    };
    found.readings.iter().any(|reading| {
        !reading.interval.is_disjoint(interval)
            || (domain == Domain::Amount && reading.stated.iter().any(excluded))
    })
}

/// Whether the quote has a number of the value's words, bare.
fn states(found: &Found, stated: &[Decimal]) -> bool {
    let bare = |number: &Decimal| {
        let exact = Interval::exactly(number.clone());
        found.readings.iter().any(|reading| reading.interval == exact)
    };
    stated.iter().any(bare)
}

fn shown<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(*text)).take(SHOWN).map(str::to_owned).collect()
}

/// The numbers of a quote that are no part of a date or a time.
fn numbers(quote: &str, domain: Domain, about: &About) -> Vec<Found> {
    let tokens = lex(quote);
    let mut all = Vec::new();
    let mut from = 0;
    for (start, next) in moments(&tokens) {
        all.extend(part(quote, &tokens, (from, start), domain, about));
        from = next;
    }
    all.extend(part(quote, &tokens, (from, tokens.len()), domain, about));
    all
}

/// The numbers between two dates.
fn part(
    quote: &str,
    tokens: &[Token<'_>],
    (from, to): (usize, usize),
    domain: Domain,
    about: &About,
) -> Vec<Found> {
    let Some(tokens) = tokens.get(from..to) else { return Vec::new() };
    let mut found = prose(quote, tokens, domain, about);
    // "October 11 attacks", "October 11 soldiers": a number right after a month may be either.
    if let (Some(first), Some(token)) = (found.first_mut(), tokens.first()) {
        first.weak |= from > 0 && first.start == token.start;
    }
    found
}

/// Where dates and clock times stand, from left to right: the first token and the one after.
fn moments(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let date = dates_at(tokens, at).into_iter().find(|date| date.month.is_some()).map(|date| date.next);
        match date.or_else(|| clock(tokens, at)) {
            Some(next) => {
                all.push((at, next));
                at = next;
            }
            None => at += 1,
        }
    }
    all
}

/// "22:15", "10 pm", "7 o'clock", "0930 GMT".
fn clock(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    if tokens[at].kind != Kind::Number {
        return None;
    }
    let mut next = at + 1;
    while is_mark(tokens, next, ":") && tokens.get(next + 1).is_some_and(|token| token.kind == Kind::Number) {
        next += 2;
    }
    let after = tokens.get(next);
    let half = after.is_some_and(|token| token.is_any(&["a", "p"]) && token.raw != "A")
        && is_mark(tokens, next + 1, ".")
        && tokens.get(next + 2).is_some_and(|token| token.is("m"));
    let oclock = after.is_some_and(|token| token.is("o"))
        && tokens.get(next + 1).is_some_and(|token| token.is_any(&["'", "’"]));
    if half || oclock {
        return Some((next + 3).min(tokens.len()));
    }
    if after.is_some_and(|token| token.is_any(&["am", "pm", "gmt", "utc"])) {
        return Some(next + 1);
    }
    (next > at + 1).then_some(next)
}

/// Whether a mark stands at a token without space before it.
fn is_mark(tokens: &[Token<'_>], at: usize, mark: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.is(mark) && !token.spaced)
}

/// A date as prose gives it: some of its parts may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    year: Option<i16>,
    month: Option<i8>,
    /// The first and the last day.
    days: Option<(i8, i8)>,
    /// Whether it may be no date, or only an end of a span: it never speaks against a value.
    weak: bool,
    /// Its first token, and the one after it.
    start: usize,
    next: usize,
}

/// Whether a quote can hold a date, of which the first and the last possible day are given; `None`
/// where that end is open.
pub fn date_fits(quote: &str, first: Option<Date>, last: Option<Date>) -> Fit {
    let tokens = lex(quote);
    let dates = dates(&tokens);
    let mut tried = BTreeSet::new();
    for date in &dates {
        if tried.insert((date.year, date.month, date.days)) && agrees(date, first, last) {
            return Fit::Fits;
        }
    }
    let strong = dates.iter().filter(|date| !date.weak);
    let found = shown(strong.map(|date| &quote[tokens[date.start].start..tokens[date.next - 1].end()]));
    if found.is_empty() { Fit::NothingToCompare } else { Fit::Lacks { found } }
}

/// In more days than this every day of the year occurs, 29 February too.
const ALL_DAYS: i32 = 3_000;

/// Whether some day of the span has all the parts that are given.
fn agrees(date: &Written, first: Option<Date>, last: Option<Date>) -> bool {
    let (mut low, mut high) = (first.unwrap_or(Date::MIN), last.unwrap_or(Date::MAX));
    if let Some(year) = date.year {
        let (Ok(begin), Ok(end)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return false };
        (low, high) = (low.max(begin), high.min(end));
    }
    if high < low {
        return false;
    }
    if (high - low).get_days() > ALL_DAYS {
        return true;
    }
    let mut days = low.series(1.day()).take_while(|day| *day <= high);
    days.any(|day| {
        date.month.is_none_or(|month| month == day.month())
            && date.days.is_none_or(|(from, to)| (from..=to).contains(&day.day()))
    })
}

/// Every date in the prose.
fn dates(tokens: &[Token<'_>]) -> Vec<Written> {
    let mut all: Vec<Written> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = dates_at(tokens, at);
        let next = found.first().map_or(at + 1, |date| date.next);
        for mut date in found {
            date.weak |= is_relative(tokens, at);
            all.push(date);
        }
        at = next;
    }
    weaken_spans(tokens, &mut all);
    all
}

/// Of a span in two dates ("30 September to 2 October") each gives only an end.
fn weaken_spans(tokens: &[Token<'_>], dates: &mut [Written]) {
    const JOINTS: [&str; 8] = ["to", "until", "till", "through", "-", "–", "—", "/"];
    for place in 1..dates.len() {
        let (left, right) = (dates[place - 1], dates[place]);
        let between = left.start.checked_sub(1).is_some_and(|before| tokens[before].is("between"));
        let joint = &tokens[left.next.min(right.start)];
        let joined = joint.is_any(&JOINTS) || (between && joint.is("and"));
        if left.next + 1 == right.start && joined {
            dates[place - 1].weak = true;
            dates[place].weak = true;
        }
    }
}

/// Whether the words before a date make it the end of a span of unknown length ("after 6 November").
fn is_relative(tokens: &[Token<'_>], at: usize) -> bool {
    const BETWEEN: [&str; 14] = [
        "the",
        "on",
        "(",
        ",",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "early",
        "late",
        "mid",
    ];
    const RELATIVE: [&str; 13] = [
        "after",
        "before",
        "since",
        "until",
        "till",
        "by",
        "from",
        "following",
        "pre",
        "post",
        "than",
        "beyond",
        "between",
    ];
    let mut before = tokens[..at].iter().rev().take(5).skip_while(|token| token.is_any(&BETWEEN));
    before.next().is_some_and(|token| token.is_any(&RELATIVE))
}

/// The date that begins at a token: several where its parts can be read in several orders.
fn dates_at(tokens: &[Token<'_>], at: usize) -> Vec<Written> {
    let in_figures = figures(tokens, at);
    if !in_figures.is_empty() {
        return in_figures;
    }
    let date = day_month(tokens, at).or_else(|| month_first(tokens, at)).or_else(|| lone_year(tokens, at));
    date.or_else(|| lone_day(tokens, at)).into_iter().collect()
}

/// "2025-10-11", "11/10/2025", "11.10.2025".
fn figures(tokens: &[Token<'_>], at: usize) -> Vec<Written> {
    let Some((parts, next)) = figure_parts(tokens, at) else { return Vec::new() };
    let small = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2);
    let year = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() == 4);
    let [first, second, third] = parts;
    // A year of two digits leaves the century open: the other parts are compared.
    let orders = if year(first).is_some() {
        [(year(first), small(second), small(third)), (None, None, None)]
    } else if year(third).is_some() || third.len() == 2 {
        [(year(third), small(second), small(first)), (year(third), small(first), small(second))]
    } else {
        return Vec::new();
    };
    let written = |(year, month, day): (Option<i16>, Option<i8>, Option<i8>)| {
        let month = month.filter(|month| (1..=12).contains(month))?;
        let day = day.filter(|day| (1..=31).contains(day))?;
        let days = Some((day, day));
        Some(Written { year, month: Some(month), days, weak: year.is_none(), start: at, next })
    };
    orders.into_iter().filter_map(written).collect()
}

/// Three groups of digits with one mark between them, and the token after.
fn figure_parts<'a>(tokens: &[Token<'a>], at: usize) -> Option<([&'a str; 3], usize)> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Number)?;
    let mut dotted = token.raw.split('.');
    if let (Some(first), Some(second), Some(third), None) =
        (dotted.next(), dotted.next(), dotted.next(), dotted.next())
    {
        return Some(([first, second, third], at + 1));
    }
    let mark = tokens.get(at + 1).filter(|mark| mark.is_any(&["-", "/"]))?;
    let number = |place: usize| tokens.get(place).filter(|token| token.kind == Kind::Number && !token.spaced);
    if mark.spaced || !is_mark(tokens, at + 3, &mark.text) {
        return None;
    }
    Some(([token.raw, number(at + 2)?.raw, number(at + 4)?.raw], at + 5))
}

/// "11 October", "6th November 2025", "11–12 October", "the third of October".
fn day_month(tokens: &[Token<'_>], at: usize) -> Option<Written> {
    const JOINTS: [&str; 7] = ["-", "–", "—", "to", "and", "or", "&"];
    let (first, mut next) = day(tokens, at)?;
    let mut last = first;
    while let Some((later, after)) = tokens
        .get(next)
        .filter(|joint| joint.is_any(&JOINTS))
        .and_then(|_| day(tokens, next + 1))
        .filter(|(later, _)| *later > last)
    {
        (last, next) = (later, after);
    }
    next += usize::from(tokens.get(next).is_some_and(|token| token.is("of")));
    let (month, next) = month(tokens, next)?;
    let (year, next) = year_after(tokens, next);
    let days = Some((first, last));
    Some(Written { year, month: Some(month), days, weak: false, start: at, next })
}

/// "October 11", "October 11-12, 2025", "October 2025", "October".
fn month_first(tokens: &[Token<'_>], at: usize) -> Option<Written> {
    let (month, next) = month(tokens, at)?;
    let alone = Written { year: None, month: Some(month), days: None, weak: false, start: at, next };
    if let Some((days, next)) = days_after(tokens, next) {
        let (year, next) = year_after(tokens, next);
        return Some(Written { year, days: Some(days), next, ..alone });
    }
    if let (Some(year), next) = year_after(tokens, next) {
        return Some(Written { year: Some(year), next, ..alone });
    }
    // "May" and "March" begin sentences that speak of no month.
    let word = tokens[at].is_any(&["may", "march", "mar", "jan", "sept"]);
    let said = at.checked_sub(1).is_some_and(|before| tokens[before].is_any(&["in", "of", "last", "since"]));
    Some(Written { weak: word && !said, ..alone })
}

/// The days after a month, unless they count something ("October 11 soldiers").
fn days_after(tokens: &[Token<'_>], at: usize) -> Option<((i8, i8), usize)> {
    let the = usize::from(tokens.get(at).is_some_and(|token| token.is("the")));
    let (first, next) = day(tokens, at + the).filter(|(_, next)| !counts(tokens, *next))?;
    let joint = tokens.get(next).filter(|token| token.is_any(&["-", "–", "—", "to"]));
    let last = joint.and_then(|_| day(tokens, next + 1)).filter(|(last, _)| *last > first);
    Some(last.map_or(((first, first), next), |(last, next)| ((first, last), next)))
}

/// A year that stands alone.
fn lone_year(tokens: &[Token<'_>], at: usize) -> Option<Written> {
    let year = year(tokens, at)?;
    let next = at + 1;
    let glued =
        tokens.get(next).is_some_and(|token| !token.spaced && token.is_any(&["s", "-", "–", "/", "%"]));
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let fused = before.is_some_and(|token| !tokens[at].spaced && !token.is_any(&["(", "[", "“", "\"", "‘"]));
    let hedged =
        before.is_some_and(|token| token.is_any(&["over", "about", "around", "some", "than", "least", "to"]));
    let weak = glued || fused || hedged || counts(tokens, next);
    Some(Written { year: Some(year), month: None, days: None, weak, start: at, next })
}

/// "the 11th": a day, or the eleventh of something else.
fn lone_day(tokens: &[Token<'_>], at: usize) -> Option<Written> {
    let (day, next) = day(tokens, at).filter(|(_, next)| *next == at + 2)?;
    Some(Written { year: None, month: None, days: Some((day, day)), weak: true, start: at, next })
}

/// A day of the month in digits, or an ordinal in words.
fn day(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    if token.kind == Kind::Word {
        let ordinal = super::numeral::ordinal(token)?;
        return Some((i8::try_from(ordinal).ok()?, at + 1));
    }
    if token.kind != Kind::Number || token.raw.len() > 2 {
        return None;
    }
    let day = token.raw.parse().ok().filter(|day| (1..=31).contains(day))?;
    let ending = |token: &Token<'_>| !token.spaced && token.is_any(&["st", "nd", "rd", "th"]);
    Some((day, at + 1 + usize::from(tokens.get(at + 1).is_some_and(ending))))
}

/// A month by name, with the point of a short one. In small letters "may" and "march" are verbs.
fn month(tokens: &[Token<'_>], at: usize) -> Option<(i8, usize)> {
    let token = tokens.get(at)?;
    let capital = token.raw.starts_with(char::is_uppercase);
    let short = token.text.len() == 3 || token.is("sept");
    if !capital && (short || token.is("march")) {
        return None;
    }
    let named = |month: &str| token.is(month) || (short && month.starts_with(&token.text));
    let place = super::date::MONTHS.iter().position(|month| named(month))?;
    let point = short && !token.is("may") && is_mark(tokens, at + 1, ".");
    Some((i8::try_from(place + 1).ok()?, at + 1 + usize::from(point)))
}

/// The year after a day or a month, where one follows, and the token after.
fn year_after(tokens: &[Token<'_>], at: usize) -> (Option<i16>, usize) {
    let comma = usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
    match year(tokens, at + comma).filter(|_| !counts(tokens, at + comma + 1)) {
        Some(year) => (Some(year), at + comma + 1),
        None => (None, at),
    }
}

fn year(tokens: &[Token<'_>], at: usize) -> Option<i16> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Number && token.raw.len() == 4)?;
    token.raw.parse().ok().filter(|year| (1000..=2999).contains(year))
}

/// Whether the word at a token looks like things that the number before it counts.
fn counts(tokens: &[Token<'_>], at: usize) -> bool {
    const THINGS: [&str; 9] =
        ["people", "men", "women", "children", "km", "kg", "dead", "wounded", "personnel"];
    const NO_THINGS: [&str; 5] = ["was", "is", "has", "as", "this"];
    tokens.get(at).is_some_and(|token| {
        let small = token.kind == Kind::Word && token.spaced && token.raw == token.text;
        small && (token.is_any(&THINGS) || (token.text.ends_with('s') && !token.is_any(&NO_THINGS)))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wording::number::read;

    fn fit(value: &str, quote: &str, domain: Domain) -> &'static str {
        let about = About::default();
        let value = read(value, domain, &about).unwrap();
        name(&number_fits(quote, &value.interval, &value.stated, domain, &about))
    }

    fn name(fit: &Fit) -> &'static str {
        match fit {
            Fit::Fits => "fits",
            Fit::NothingToCompare => "nothing",
            Fit::Lacks { .. } => "lacks",
            Fit::LacksHedge { .. } => "hedge",
        }
    }

    /// Words of the article with which this tool began.
    const ARTICLE: &str = "On 9th October, Pakistan carried out an airstrike in Kabul. The Afghan forces launched a \
        retaliatory attack on the 11th October, killing 58 soldiers, wounding 30 others and destroying 20 outposts. \
        The Army claimed that over 200 Taliban fighters were slain and added that 23 of its soldiers also died.";

    #[test]
    fn values_and_quotes() {
        for (value, quote, expected) in [
            ("58", "killing 58 soldiers", "fits"),
            ("30", "wounding 30 others", "fits"),
            ("over 200", "over 200 Taliban fighters and their affiliates", "fits"),
            ("200", "over 200 Taliban fighters", "fits"),
            ("23", "23 of its soldiers also died", "fits"),
            ("several", "several border checkpoints", "fits"),
            ("third", "the third round of the peace negotiations", "fits"),
            ("3", "third round", "fits"),
            ("4", "the third round", "lacks"),
            ("5", "a 2021 Doha peace accord", "nothing"),
            ("2021", "a 2021 Doha peace accord", "fits"),
            ("58", ARTICLE, "fits"),
            ("over 200", ARTICLE, "fits"),
            ("59", "killing 58 soldiers, wounding 30 others", "lacks"),
            ("over 200", "200 fighters", "hedge"),
            ("at least 60", "60 were killed", "fits"),
            ("nearly 60", "60 were killed", "hedge"),
            ("58", "over 58", "fits"),
            ("58", "up to 58", "fits"),
            ("58", "more than 58", "lacks"),
            ("58", "at least 60", "lacks"),
            ("58", "nearly 58", "lacks"),
            ("58", "about 60", "fits"),
            ("58", "at least 50", "fits"),
            ("58", "fifty-eight died", "fits"),
            ("58", "FIFTY-NINE died", "lacks"),
            ("58", "They fought on 11 October", "nothing"),
            ("58", "on Friday (6th November)", "nothing"),
            ("58", "October 11, 2025", "nothing"),
            ("58", "the October 7 attacks", "nothing"),
            ("11", "In October 11 soldiers were killed", "fits"),
            ("11", "On 11 October 58 soldiers died", "nothing"),
            ("58", "On 11 October, 58 soldiers died", "fits"),
            ("57", "On 11 October, 58 soldiers died", "lacks"),
            ("58", "2025-10-11", "nothing"),
            ("58", "at 22:15 on Monday", "nothing"),
            ("58", "at 10 p.m. and 7 o'clock", "nothing"),
            ("58", "around 10 pm", "nothing"),
            ("58", "a soldier died", "nothing"),
            ("1", "a soldier died", "fits"),
            ("0", "no soldier died", "fits"),
            ("58", "no one was hurt, said one of the officers", "nothing"),
            ("58", "first, F-16 jets and AK-47 rifles", "nothing"),
            ("58", "10% of them", "nothing"),
            ("58", "a third of the men", "nothing"),
            ("58", "on the 11th", "nothing"),
            ("200", "two hundred and three wounded", "fits"),
            ("3", "two hundred and three wounded", "fits"),
            ("203", "two hundred and three wounded", "fits"),
            ("58", "from 58 to 23", "fits"),
            ("25", "20 to 30 men", "fits"),
            ("1000", "thousands of people", "fits"),
            ("1.2 million", "1.2m people", "fits"),
            ("58", "58 m", "fits"),
            ("58", "since the 1990s", "nothing"),
            ("58", "the 9/11 attacks, the 24/7 patrols", "nothing"),
            ("58", "the 1965-71 wars", "nothing"),
            ("58", "Resolution 2593 and No. 5", "nothing"),
            ("58", "two-thirds of the twenty-first century", "nothing"),
            ("103", "a hundred-odd men", "fits"),
            ("58", "", "nothing"),
        ] {
            assert_eq!(fit(value, quote, Domain::Count), expected, "{value} in “{quote}”");
        }
    }

    #[test]
    fn amounts_and_quotes() {
        for (value, quote, expected) in [
            ("5.5", "5½ tonnes", "fits"),
            ("over 5", "5 kg", "fits"),
            ("5", "more than 5 kg", "lacks"),
            ("-5", "it was −5 degrees", "fits"),
            ("5.0", "$5", "fits"),
            ("4.5", "4.6 magnitude", "lacks"),
            ("1,200", "$1,200", "fits"),
        ] {
            assert_eq!(fit(value, quote, Domain::Amount), expected, "{value} in “{quote}”");
        }
    }

    #[test]
    fn dates_and_quotes() {
        for (first, last, quote, expected) in [
            ("2025-11-06", "2025-11-06", "on Friday (6th November)", "fits"),
            ("2025-11-07", "2025-11-07", "on Friday (6th November)", "lacks"),
            ("2025-10-11", "2025-10-12", "11–12 October", "fits"),
            ("2025-10-11", "2025-10-11", "on the 11th October, targeting", "fits"),
            ("2025-10-09", "2025-10-09", "On 9th October, Pakistan", "fits"),
            ("2025-10-11", "2025-10-11", "October 11, 2025", "fits"),
            ("2025-10-11", "2025-10-11", "October 11, 2024", "lacks"),
            ("2025-10-11", "2025-10-11", "Oct. 11", "fits"),
            ("2025-10-11", "2025-10-11", "the eleventh of October", "fits"),
            ("2025-10-11", "2025-10-11", "2025-10-11T22:15", "fits"),
            ("2025-10-11", "2025-10-11", "2025-10-12", "lacks"),
            ("2025-10-11", "2025-10-11", "11/10/2025", "fits"),
            ("2025-10-11", "2025-10-11", "10/11/2025", "fits"),
            ("2025-10-11", "2025-10-11", "11.10.2025", "fits"),
            ("2025-10-11", "2025-10-11", "13/10/2025", "lacks"),
            ("2025-10-11", "2025-10-11", "October 2025", "fits"),
            ("2025-10-11", "2025-10-11", "in November", "lacks"),
            ("2025-10-11", "2025-10-11", "you may march", "nothing"),
            ("2025-10-11", "2025-10-11", "May God help us", "nothing"),
            ("2025-10-11", "2025-10-11", "in 2024", "lacks"),
            ("2025-10-11", "2025-10-11", "2000 people died", "nothing"),
            ("2025-10-11", "2025-10-11", "the 12th", "nothing"),
            ("2025-10-11", "2025-10-11", "the 11th", "fits"),
            ("2025-10-11", "2025-10-11", "last month", "nothing"),
            ("2025-10-11", "2025-10-11", "overnight", "nothing"),
            ("2025-10-11", "2025-10-11", "on Friday", "nothing"),
            ("2025-10-01", "2025-10-01", "30 September to 2 October", "nothing"),
            ("2025-10-11", "2025-10-11", "two days after 9 October", "nothing"),
            ("2025-10-11", "", "since 11 October", "fits"),
            ("", "", "in 2024", "fits"),
            ("2025-10-11", "", "12 January", "fits"),
            ("2025-10-11", "", "in 2024", "lacks"),
            ("2025-02-01", "2025-02-28", "31 November", "lacks"),
        ] {
            let day = |text: &str| text.parse::<Date>().ok();
            let fit = date_fits(quote, day(first), day(last));
            assert_eq!(name(&fit), expected, "{first}/{last} in “{quote}”: {fit:?}");
        }
    }

    #[test]
    fn a_long_quote_is_read_in_one_pass() {
        let about = About::default();
        let value = Interval::exactly(Decimal::from(-7));
        for piece in [
            "about ",
            "9 ",
            "1,",
            "and ",
            "6 and ",
            "6 to 7 ",
            "one hundred and ",
            "-",
            "1e1000 ",
            "October ",
            "½",
            "a ",
        ] {
            let quote = piece.repeat(16_384 / piece.len());
            let begun = std::time::Instant::now();
            let _ = number_fits(&quote, &value, &[], Domain::Amount, &about);
            let _ = date_fits(&quote, Date::new(1, 1, 1).ok(), Date::new(1, 1, 1).ok());
            assert!(begun.elapsed().as_secs() < 20, "{piece}: {:?}", begun.elapsed());
        }
    }

    proptest! {
        #[test]
        fn no_quote_panics(quote in any::<String>()) {
            let value = Interval::exactly(Decimal::from(58));
            let _ = number_fits(&quote, &value, &[], Domain::Count, &About::default());
            let _ = date_fits(&quote, Date::new(2025, 10, 11).ok(), None);
        }

        #[test]
        fn no_words_panic(words in proptest::collection::vec(0_usize..18, 0..10)) {
            const WORDS: [&str; 18] = ["11", "th", "October", "May", "2025", "-", "/", "to", "and", "of", ",", "the",
                ":", "p", ".", "o", "'", "between"];
            for gap in ["", " "] {
                let quote = words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(gap);
                let value = Interval::exactly(Decimal::from(58));
                let _ = number_fits(&quote, &value, &[], Domain::Count, &About::default());
                let _ = date_fits(&quote, None, Date::new(2025, 10, 11).ok());
            }
        }

        #[test]
        fn a_quote_of_the_value_itself_fits(number in 0_i64..100_000, hedge in 0_usize..6) {
            let hedge = ["", "over ", "at least ", "about ", "up to ", "more than "][hedge];
            let fit = fit(&format!("{hedge}{number}"), &format!("they say {hedge}{number} came"), Domain::Count);
            prop_assert_eq!(fit, "fits");
        }
    }
}
