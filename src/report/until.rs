//! The record as it stood at the end of a day: what came later is taken out, and what was taken back or
//! replaced later still stands.

use jiff::tz::TimeZone;

use crate::model::{ClaimId, Cut, Record};
use crate::wording::Problem;
use crate::wording::date::{self, WrittenDate};

/// A day to look back to, or a longer time or a moment: the record is shown as it stood at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Until {
    written: String,
    dated: WrittenDate,
}

impl Until {
    /// Reads a date. What has no end is refused.
    pub fn read(words: &str) -> Result<Self, Problem> {
        let until = Self {
            written: words.to_owned(),
            dated: date::read(words)?,
        };
        if until.end(&TimeZone::UTC).is_none() {
            let message = format!("“{words}” has no end to look back from");
            return Err(Problem::new(message, "write a day such as 2025-10-14"));
        }
        Ok(until)
    }

    /// The cut after its last second. `None` where it has none in that zone.
    fn end(&self, zone: &TimeZone) -> Option<Cut> {
        let span = self.dated.interval(zone)?;
        span.high_end().map(|_| span.high().clone())
    }
}

/// What a look back left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LookedBack {
    /// The day, as it was asked for.
    pub written: String,
    /// Claims that came later.
    pub later: usize,
    /// Claims without any date: nobody knows when they came, so they stay.
    pub undated: usize,
}

/// Takes out of the record what came after a day. A claim comes when it is published; where nothing says
/// when that was, at the time for which it was given (its `as_of`). Where that is a span, it may have come
/// at its beginning.
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
    let came: Vec<Came> = (0..)
        .map(ClaimId::from)
        .take(record.claims.len())
        .map(|id| came(record, id, &end, &ends))
        .collect();
    for (id, taken_back) in &record.withdrawn {
        if end <= *taken_back.low() {
            record.claims[id.index()].withdrawn = false;
        }
    }
    let looked = |day| date::up_to(day, &TimeZone::UTC).is_none_or(|day| *day.high() <= end);
    record
        .resolutions
        .retain(|resolution| looked(resolution.date));
    keep(
        record,
        &came
            .iter()
            .map(|came| *came != Came::Later)
            .collect::<Vec<_>>(),
    );
    let count = |wanted| came.iter().filter(|came| **came == wanted).count();
    LookedBack {
        written: until.written.clone(),
        later: count(Came::Later),
        undated: count(Came::Undated),
    }
}

/// When a claim came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    InTime,
    Later,
    Undated,
}

/// `ends` are those of the day in the zone of each attribute.
fn came(record: &Record, id: ClaimId, end: &Cut, ends: &[Cut]) -> Came {
    let claim = &record[id];
    let as_of = || Some((&record.as_of(claim)?.span, &ends[claim.attribute.index()]));
    match record
        .published(id)
        .map(|published| (published, end))
        .or_else(as_of)
    {
        None => Came::Undated,
        Some((span, end)) if *end <= *span.low() => Came::Later,
        Some(_) => Came::InTime,
    }
}

/// Takes claims out of the record. The others move up, and whatever names them follows.
fn keep(record: &mut Record, stays: &[bool]) {
    let mut next = (0..).map(ClaimId::from);
    let new: Vec<Option<ClaimId>> = stays
        .iter()
        .map(|stays| if *stays { next.next() } else { None })
        .collect();
    let moved = |id: ClaimId| new[id.index()];
    let mut stays = stays.iter();
    record
        .claims
        .retain(|_| stays.next().is_some_and(|stays| *stays));
    for dates in [&mut record.published, &mut record.withdrawn] {
        let before = std::mem::take(dates);
        *dates = before
            .into_iter()
            .filter_map(|(id, span)| Some((moved(id)?, span)))
            .collect();
    }
    let before = std::mem::take(&mut record.supersedes);
    record.supersedes = before
        .into_iter()
        .filter_map(|(id, old)| Some((moved(id)?, moved(old)?)))
        .collect();
}
