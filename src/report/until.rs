//! The record at the end of an earlier day: what came later is taken out, and what was taken back or replaced
//! later still holds.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{ClaimId, Cut, Record};
use crate::resolve;
use crate::wording::Problem;
use crate::wording::date::{self, WrittenDate};

/// A day to look back to, or a longer time or a moment: the record is shown as it was at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Until {
    written: String,
    dated: WrittenDate,
}

impl Until {
    /// Reads a date.
    ///
    /// # Errors
    ///
    /// Says what is wrong and what to write instead, if the words are no date or one without an end.
    ///
    /// ```
    /// use crosscheck::report::Until;
    ///
    /// assert!(Until::read("2025-10-14").is_ok());
    /// assert!(Until::read("the day before").unwrap_err().contains("write"));
    /// ```
    pub fn read(words: &str) -> Result<Self, String> {
        let dated = date::read(words).map_err(|problem| in_one_line(&problem))?;
        let until = Self {
            written: words.to_owned(),
            dated,
        };
        if until.end(&TimeZone::UTC).is_none() {
            let message = format!("“{words}” has no end to look back from");
            let problem = Problem::new(message, "write a day such as 2025-10-14");
            return Err(in_one_line(&problem));
        }
        Ok(until)
    }

    /// Returns the cut after its last second; `None` if it has none in that zone.
    fn end(&self, zone: &TimeZone) -> Option<Cut> {
        let span = self.dated.interval(zone)?;
        span.high_end().map(|_| span.high().clone())
    }
}

fn in_one_line(problem: &Problem) -> String {
    format!("{}; {}", problem.what, problem.help)
}

/// The claims that a look back left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LookedBack {
    /// The day, as it was asked for.
    pub written: String,
    /// Claims that came later.
    pub later: usize,
    /// Claims without any date, which stay because nobody knows when they came.
    pub undated: usize,
}

/// Takes out of the record what came after a day. A claim comes when it is published; if nothing says when
/// that was, at the time for which it was given (its `as_of`). If that is a span, it may have come at its
/// beginning.
pub(super) fn look_back(record: &mut Record, until: &Until) -> LookedBack {
    let Some(end) = until.end(&TimeZone::UTC) else {
        return LookedBack::default();
    };
    // A day that one zone skipped ends there as in UTC.
    let ends: Vec<Cut> = record
        .attributes
        .iter()
        .map(|attribute| until.end(&attribute.zone).unwrap_or_else(|| end.clone()))
        .collect();
    let arrivals: Vec<Arrival> = (0..)
        .map(ClaimId::from)
        .take(record.claims.len())
        .map(|id| arrival(record, id, &end, &ends))
        .collect();
    for (id, taken_back) in &record.withdrawn {
        if end <= *taken_back.low() {
            record.claims[id.index()].withdrawn = false;
        }
    }
    record
        .resolutions
        .retain(|resolution| is_over(resolution.date, &end));
    let stays: Vec<bool> = arrivals
        .iter()
        .map(|arrival| *arrival != Arrival::Later)
        .collect();
    keep(record, &stays);
    resolve::follow_again(record);
    LookedBack {
        written: until.written.clone(),
        later: count(&arrivals, Arrival::Later),
        undated: count(&arrivals, Arrival::Undated),
    }
}

/// Says whether a day is over before a cut, in UTC.
fn is_over(day: Date, end: &Cut) -> bool {
    date::up_to(day, &TimeZone::UTC).is_none_or(|day| day.high() <= end)
}

fn count(arrivals: &[Arrival], wanted: Arrival) -> usize {
    arrivals
        .iter()
        .filter(|arrival| **arrival == wanted)
        .count()
}

/// When a claim came, measured by the day that is looked back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arrival {
    InTime,
    Later,
    Undated,
}

/// Returns when a claim came. `ends` are those of the day in the zone of each attribute.
fn arrival(record: &Record, id: ClaimId, end: &Cut, ends: &[Cut]) -> Arrival {
    let claim = &record[id];
    let (span, end) = match (record.published(id), record.as_of(claim)) {
        (Some(published), _) => (published, end),
        (None, Some(as_of)) => (&as_of.span, &ends[claim.attribute.index()]),
        (None, None) => return Arrival::Undated,
    };
    if end <= span.low() {
        Arrival::Later
    } else {
        Arrival::InTime
    }
}

/// Takes out of the record the claims that do not stay. The others move up, and whatever names them follows.
fn keep(record: &mut Record, stays: &[bool]) {
    let new = new_ids(stays);
    let mut stays = stays.iter();
    record
        .claims
        .retain(|_| stays.next().is_some_and(|stays| *stays));
    for dates in [&mut record.published, &mut record.withdrawn] {
        let before = std::mem::take(dates);
        *dates = before
            .into_iter()
            .filter_map(|(id, span)| Some((new[id.index()]?, span)))
            .collect();
    }
    let before = std::mem::take(&mut record.supersedes);
    record.supersedes = before
        .into_iter()
        .filter_map(|(id, old)| Some((new[id.index()]?, new[old.index()]?)))
        .collect();
    let before = std::mem::take(&mut record.named);
    record.named = before
        .into_iter()
        .filter_map(|(id, speaker)| Some((new[id.index()]?, speaker)))
        .collect();
}

/// Returns the new id of each claim that stays.
fn new_ids(stays: &[bool]) -> Vec<Option<ClaimId>> {
    let mut next = (0..).map(ClaimId::from);
    stays
        .iter()
        .map(|stays| if *stays { next.next() } else { None })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::load::load_texts;
    use crate::report::{Report, Selection};

    /// Returns a report on claims of one question as of the end of a day, each with these keys.
    fn report(day: &str, claims: &[&str]) -> Report {
        let claims: Vec<String> = claims
            .iter()
            .map(|keys| format!("[[claim]]\nevent = 'e'\nattribute = 'a'\n{keys}\n"))
            .collect();
        let claims = claims.concat();
        let selection = Selection {
            until: Some(Until::read(day).unwrap()),
            ..Selection::default()
        };
        Report::new(load_texts([("s.toml", claims.as_str())]), &selection)
    }

    fn day_over(year: i16, month: i8, day: i8) -> bool {
        let end = Until::read("2025-10-12").unwrap().end(&TimeZone::UTC);
        is_over(jiff::civil::date(year, month, day), &end.unwrap())
    }

    #[test]
    fn a_day_is_over_at_its_end() {
        assert!(day_over(2025, 10, 12) && day_over(2024, 12, 31));
        assert!(!day_over(2025, 10, 13));
    }

    #[test]
    fn a_look_back_needs_an_end() {
        for (words, is_read) in [
            ("2025-10-12", true),
            ("2025-10", true),
            ("../2025-10-12", true),
            ("2025-10-12/..", false),
            ("soon", false),
        ] {
            assert_eq!(Until::read(words).is_ok(), is_read, "{words}");
        }
    }

    #[test]
    fn claims_come_when_they_are_published_or_else_at_their_time() {
        for (keys, later, undated) in [
            ("published = 2025-10-12", 0, 0),
            ("published = 2025-10-13", 1, 0),
            ("as_of = 2025-10-12", 0, 0),
            ("as_of = 2025-10-13", 1, 0),
            // What is published counts, whatever it is about.
            ("published = 2025-10-12\nas_of = 2025-10-13", 0, 0),
            ("published = 2025-10-13\nas_of = 2025-10-12", 1, 0),
            // A span may have come at its beginning.
            ("as_of = '2025-10'", 0, 0),
            ("as_of = '2025-11'", 1, 0),
            ("", 0, 1),
        ] {
            let report = report("2025-10-12", &[&format!("value = 1\n{keys}")]);
            let back = report.looked_back.unwrap();
            assert_eq!((back.later, back.undated), (later, undated), "{keys}");
            assert_eq!(report.record.claims.len(), 1 - later, "{keys}");
        }
    }

    #[test]
    fn what_names_a_claim_follows_it() {
        let claims = [
            "value = 1\nas_of = 2025-10-13",
            "value = 2\nas_of = 2025-10-11\nid = 'old'\nwithdrawn = 2025-10-20",
            "value = 3\nas_of = 2025-10-12\nsupersedes = 'old'",
        ];
        let report = report("2025-10-12", &claims);
        let record = &report.record;
        assert_eq!(record.claims.len(), 2);
        let supersedes: Vec<_> = record
            .supersedes
            .iter()
            .map(|(new, old)| [*new, *old].map(|id| &*record[record[id].value].written))
            .collect();
        assert_eq!(supersedes, [["3", "2"]]);
        let withdrawn: Vec<_> = record
            .withdrawn
            .keys()
            .map(|id| (&*record[record[*id].value].written, record[*id].withdrawn))
            .collect();
        assert_eq!(withdrawn, [("2", false)]);
    }

    #[test]
    fn no_claim_that_came_later_says_whose_word_another_is() {
        for (day, speakers) in [
            ("2025-01-02", ["relay"].as_slice()),
            ("2025-01-05", &["elder"]),
        ] {
            let texts = [
                (
                    "post.toml",
                    "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\nby = 'relay'\n\
                     published = 2025-01-01\n",
                ),
                (
                    "relay.toml",
                    "[[claim]]\nevent = 'e'\nattribute = 'a'\nvalue = 5\nby = 'elder'\n\
                     published = 2025-01-05\n",
                ),
            ];
            let selection = Selection {
                until: Some(Until::read(day).unwrap()),
                ..Selection::default()
            };
            let report = Report::new(load_texts(texts), &selection);
            let claims = report.record.claims.iter();
            let found: BTreeSet<&str> = claims
                .map(|claim| report.record[claim.speaker].name.id.as_str())
                .collect();
            assert_eq!(found, speakers.iter().copied().collect(), "{day}");
        }
    }

    #[test]
    fn claims_that_stay_move_up() {
        let [first, second] = [0, 1].map(ClaimId::from);
        assert_eq!(
            new_ids(&[true, false, true]),
            [Some(first), None, Some(second)]
        );
    }
}
