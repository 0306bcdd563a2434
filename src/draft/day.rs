//! Dates, each with its weekday, and with its year if the day of publication gives it.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Article, Note, ProposedClaim, ProposedValue};
use crate::wording::date::{self, WrittenDate, month_name, weekday_name, weekday_of_name};
use crate::wording::lexer::TokenKind;
use crate::wording::prose::{DateParts, Mention, MentionKind};

/// The most tokens on one side of a date that change what it means: "not later than 10:30 pm on".
const MOST_BESIDE: usize = 8;

/// The most words of a quote before its date.
const WORDS_BEFORE: usize = 3;

/// Proposes a claim for every date that is one.
pub(super) fn proposals(article: &Article<'_>) -> Vec<ProposedClaim> {
    let published = article.published;
    let dates = article
        .mentions
        .iter()
        .filter_map(|mention| match mention.kind {
            MentionKind::Date(parts) if !mention.weak => Some((mention.clone(), parts)),
            _ => None,
        });
    let mut all: Vec<ProposedClaim> = dates
        .map(|(mention, parts)| {
            let (value, note) = dated(article, &mention, parts, published);
            proposal(article, &mention, value, note)
        })
        .collect();
    all.extend(relative(article, published));
    all
}

fn proposal(
    article: &Article<'_>,
    date: &Mention,
    value: ProposedValue,
    note: Option<Note>,
) -> ProposedClaim {
    let (first, next) = (article.token_at(date.start), article.token_at(date.end));
    let sentence = article.sentence_of(first);
    let (value, first, next) = match with_words_beside(article, &value, first..next) {
        Some((words, tokens)) => (ProposedValue::Date(words), tokens.start, tokens.end),
        None => (value, first, next),
    };
    let mut start = first;
    while start > sentence.start
        && first - start < WORDS_BEFORE
        && article.tokens[start - 1].kind == TokenKind::Word
    {
        start -= 1;
    }
    ProposedClaim {
        quote: article.quote(start..next),
        value,
        counted: None,
        speaker: article.speaker_at(first),
        by: None,
        event: None,
        attribute: None,
        notes: note.into_iter().collect(),

        confirmed: false,
    }
}

/// Returns a date together with the words beside it that change what it means, and the tokens of both: "around 6
/// November 2025", "early March 2025", "6 November 2025, at 22:30".
fn with_words_beside(
    article: &Article<'_>,
    value: &ProposedValue,
    date: Range<usize>,
) -> Option<(String, Range<usize>)> {
    let plain = match value {
        ProposedValue::Day(day) => day.strftime("%-d %B %Y").to_string(),
        ProposedValue::Date(words) => words.clone(),
        _ => return None,
    };
    let sentence = article.sentence_of(date.start);
    let starts = (sentence.start..date.start).rev().take(MOST_BESIDE);
    let before = starts.map(|start| {
        let before = article.words(article.bytes(start..date.start));
        (format!("{before} {plain}"), start..date.end)
    });
    let (words, tokens) = most_said(&plain, before).unwrap_or((plain, date));
    let ends = (tokens.end + 1..=sentence.end).take(MOST_BESIDE);
    let after = ends.map(|end| {
        let after = article.words(article.bytes(tokens.end..end));
        let comma = if after.starts_with(',') { "" } else { " " };
        (format!("{words}{comma}{after}"), tokens.start..end)
    });
    let found = most_said(&words, after).unwrap_or((words, tokens));
    (!date::is_plain(&found.0)).then_some(found)
}

/// Of ever more words around a date, returns the fewest that mean what the most mean, if that is another date than the
/// bare one.
fn most_said(
    bare: &str,
    wider: impl Iterator<Item = (String, Range<usize>)>,
) -> Option<(String, Range<usize>)> {
    let bare = date::read(bare).ok()?;
    let mut found: Option<(WrittenDate, (String, Range<usize>))> = None;
    for (words, tokens) in wider {
        let Ok(read) = date::read(&words) else {
            continue;
        };
        let known = found.as_ref().map_or(&bare, |(known, _)| known);
        if read != *known {
            found = Some((read, (words, tokens)));
        }
    }
    found.map(|(_, found)| found)
}

impl Article<'_> {
    /// Returns the days that are named among some tokens.
    pub(super) fn days_in(&self, tokens: &Range<usize>) -> Vec<Date> {
        let bytes = self.bytes(tokens.clone());
        let first = self
            .mentions
            .partition_point(|mention| mention.end <= bytes.start);
        let inside = self.mentions[first..]
            .iter()
            .take_while(|mention| mention.start < bytes.end);
        inside
            .filter_map(|mention| first_day(mention, self.published))
            .collect()
    }
}

/// Returns the first day of a date that names one, in the year nearest to the day of publication if it has none.
fn first_day(mention: &Mention, published: Option<Date>) -> Option<Date> {
    let MentionKind::Date(parts) = mention.kind else {
        return None;
    };
    let (month, (day, _)) = (parts.month?, parts.days?);
    let year = parts
        .year
        .or_else(|| nearest_year(month, day, published?))?;
    Date::new(year, month, day).ok()
}

/// Returns the value of a date, with the year nearest to the day of publication if it has none.
fn dated(
    article: &Article<'_>,
    mention: &Mention,
    parts: DateParts,
    published: Option<Date>,
) -> (ProposedValue, Option<Note>) {
    let Some(month) = parts.month else {
        let year = parts.year.map(|year| year.to_string());
        return (
            ProposedValue::Date(year.unwrap_or_else(|| article.words(mention.start..mention.end))),
            None,
        );
    };
    let day = parts.days.map_or(1, |(first, _)| first);
    let year = parts.year.or_else(|| nearest_year(month, day, published?));
    let Some(year) = year else {
        return (
            ProposedValue::Date(in_words(parts, month, None)),
            Some(Note::NoYear),
        );
    };
    let note = parts.year.is_none().then_some(Note::Reckoned);
    let whole = parts
        .days
        .filter(|(first, last)| first == last && parts.weekday.is_none());
    let date = whole.and_then(|(day, _)| Date::new(year, month, day).ok());
    (
        date.map_or_else(
            || ProposedValue::Date(in_words(parts, month, Some(year))),
            ProposedValue::Day,
        ),
        note,
    )
}

/// Returns the year in which a day lies nearest to the day of publication.
fn nearest_year(month: i8, day: i8, published: Date) -> Option<i16> {
    let year = published.year();
    [year - 1, year, year + 1]
        .into_iter()
        .filter_map(|year| {
            let date = Date::new(year, month, day).ok()?;
            Some(((date - published).get_days().abs(), year))
        })
        .min()
        .map(|(_, year)| year)
}

/// Writes a date as "Friday 6 November 2025", "6–7 November", "November 2025".
fn in_words(parts: DateParts, month: i8, year: Option<i16>) -> String {
    let days = parts.days.map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    });
    let span = parts.days.is_none_or(|(first, last)| first != last);
    let weekday = parts.weekday.filter(|_| !span).map(weekday_name);
    let year = year.map(|year| year.to_string());
    [weekday, days, Some(month_name(month)), year]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Proposes the dates that depend on the day of publication: "last month", "yesterday", "on Friday".
fn relative(article: &Article<'_>, published: Option<Date>) -> Vec<ProposedClaim> {
    (0..article.tokens.len())
        .filter_map(|at| relative_proposal(article, at, published))
        .collect()
}

/// Proposes the date that depends on the day of publication and begins at a token, if there is one.
fn relative_proposal(
    article: &Article<'_>,
    at: usize,
    published: Option<Date>,
) -> Option<ProposedClaim> {
    let (length, words) = relative_at(article, at)?;
    let (start, end) = (
        article.tokens[at].start,
        article.tokens[at + length - 1].end(),
    );
    if meets_date(article, &(start..end)) {
        return None;
    }
    let mention = Mention {
        start,
        end,
        kind: MentionKind::Number,
        weak: false,
    };
    let reckoned = published.and_then(|published| words.reckoned(published));
    let note = if reckoned.is_some() {
        Note::Reckoned
    } else {
        Note::NoYear
    };
    let value = reckoned.unwrap_or_else(|| ProposedValue::Date(article.words(start..end)));
    Some(proposal(article, &mention, value, Some(note)))
}

/// Returns true if some bytes share any with the first mention that ends after their start, and it is no number.
fn meets_date(article: &Article<'_>, bytes: &Range<usize>) -> bool {
    let near = article
        .mentions
        .partition_point(|mention| mention.end <= bytes.start);
    article.mentions.get(near).is_some_and(|mention| {
        mention.start < bytes.end
            && bytes.start < mention.end
            && mention.kind != MentionKind::Number
    })
}

/// Words for a time that depend on the day on which they are said.
#[derive(Debug, Clone, Copy)]
enum Relative {
    Yesterday,
    LastMonth,
    LastYear,
    Weekday(Weekday),
}

impl Relative {
    /// Returns the date that the words mean when they are said on the day of publication.
    fn reckoned(self, published: Date) -> Option<ProposedValue> {
        match self {
            Self::Yesterday => published.yesterday().ok().map(ProposedValue::Day),
            Self::LastMonth => {
                let month = published.checked_sub(1.month()).ok()?;
                Some(ProposedValue::Date(format!(
                    "{} {}",
                    month_name(month.month()),
                    month.year()
                )))
            }
            Self::LastYear => Some(ProposedValue::Date((published.year() - 1).to_string())),
            Self::Weekday(weekday) => {
                let back = i64::from(weekday.until(published.weekday()));
                published
                    .checked_sub(back.days())
                    .ok()
                    .map(ProposedValue::Day)
            }
        }
    }
}

/// Returns the words for a relative time that begin at a token, with their number of tokens.
fn relative_at(article: &Article<'_>, at: usize) -> Option<(usize, Relative)> {
    if article.is_any_at(at, &["yesterday"]) {
        return Some((1, Relative::Yesterday));
    }
    // "over the last month" is a span and no time.
    let determined = at
        .checked_sub(1)
        .is_some_and(|before| article.is_any_at(before, &["the", "this", "its", "their"]));
    if article.is_any_at(at, &["last"]) && !determined {
        let found = [("month", Relative::LastMonth), ("year", Relative::LastYear)];
        return found
            .into_iter()
            .find(|(word, _)| article.is_any_at(at + 1, &[word]))
            .map(|(_, relative)| (2, relative));
    }
    let weekday = weekday_of_name(&article.tokens[at].text)?;
    at.checked_sub(1)
        .filter(|before| article.is_any_at(*before, &["on"]))
        .map(|_| (1, Relative::Weekday(weekday)))
}
