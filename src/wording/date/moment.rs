//! Dates as they are written, and the interval of seconds that they leave possible in a zone.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::fault::DateFault;
use crate::model::{Cut, Decimal, Interval, Side, WeekdaySlip};

/// A date as it is written, before the zone is known in which to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WrittenDate {
    /// The first possible moment; `None` if that end is open.
    pub(crate) first: Option<Moment>,
    /// The last possible moment; `None` if that end is open.
    pub(crate) last: Option<Moment>,
    /// A weekday that does not fit the date beside it.
    pub(crate) slip: Option<WeekdaySlip>,
}

/// A day, or a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A whole day, from its first to its last second in the zone in which it is read.
    Day(Date),
    /// A time without an offset.
    Local(DateTime, Grain),
    /// A time with an offset.
    Instant(Timestamp, Grain),
}

/// How finely a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grain {
    /// "22:30": all of the sixty seconds of that minute are possible.
    Minute,
    /// "22:30:00".
    Second,
}

impl Grain {
    /// Returns how many seconds lie between the first and the last that a time leaves possible.
    fn beyond_first(self) -> i64 {
        match self {
            Self::Minute => 59,
            Self::Second => 0,
        }
    }
}

impl WrittenDate {
    /// Creates a date from one end to the other, which must not come first.
    pub(super) fn span(first: Option<Moment>, last: Option<Moment>) -> Result<Self, DateFault> {
        let wrong = first
            .zip(last)
            .is_some_and(|(first, last)| first.is_surely_after(last));
        if wrong {
            Err(DateFault::WrongWay)
        } else {
            Ok(Self {
                first,
                last,
                slip: None,
            })
        }
    }

    /// Holds the date against a weekday beside it. If they do not fit, either may be the slip: everything
    /// from the date to the nearest such weekday stays possible.
    pub(super) fn with_weekday(self, written: Weekday) -> Result<Self, DateFault> {
        let (Some(Moment::Day(date)), Some(Moment::Day(last))) = (self.first, self.last) else {
            return Err(DateFault::WeekdayElsewhere);
        };
        if date != last {
            return Err(DateFault::WeekdayElsewhere);
        }
        if date.weekday() == written {
            return Ok(self);
        }
        // Each weekday occurs once in the seven days around the date, so no two are equally near.
        let away = i64::from(date.weekday().until(written));
        let away = if away > 3 { away - 7 } else { away };
        let nearest = date.checked_add(away.days()).map_err(|_| DateFault::Year)?;
        if nearest.year() < 1 {
            return Err(DateFault::Year);
        }
        Ok(Self {
            first: Some(Moment::Day(date.min(nearest))),
            last: Some(Moment::Day(date.max(nearest))),
            slip: Some(WeekdaySlip {
                date,
                written,
                nearest,
            }),
        })
    }

    /// Returns the day, if the date is one day and no more.
    pub(crate) fn day(&self) -> Option<Date> {
        match (self.first, self.last_day()) {
            (Some(Moment::Day(first)), Some(last)) if first == last => Some(last),
            _ => None,
        }
    }

    /// Returns the day on which it ends, if that is a whole day.
    pub(crate) fn last_day(&self) -> Option<Date> {
        match self.last {
            Some(Moment::Day(last)) if self.slip.is_none() => Some(last),
            _ => None,
        }
    }

    /// Returns true if a time of day occurs in it.
    pub(crate) fn timed(&self) -> bool {
        [self.first, self.last]
            .into_iter()
            .flatten()
            .any(|end| matches!(end, Moment::Local(..) | Moment::Instant(..)))
    }

    /// Returns the date with each time cut to its first second: "22:30" and "22:30:00" become the same moment.
    pub(crate) fn to_the_second(self) -> Self {
        Self {
            first: self.first.map(Moment::to_the_second),
            last: self.last.map(Moment::to_the_second),
            slip: self.slip,
        }
    }

    /// Returns the interval from the first second of the first moment to the last second of the last one,
    /// in seconds since 1970 in UTC. Returns `None` if nothing lies between them in that zone: the ends are
    /// the wrong way round, or the day was skipped there.
    pub(crate) fn interval(&self, zone: &TimeZone) -> Option<Interval> {
        let low = match self.first {
            Some(moment) => Cut::At(Decimal::from(moment.first_second(zone)), Side::Before),
            None => Cut::Lowest,
        };
        let high = match self.last {
            Some(moment) => Cut::At(Decimal::from(moment.last_second(zone)), Side::After),
            None => Cut::Highest,
        };
        Interval::new(low, high)
    }
}

impl Moment {
    fn to_the_second(self) -> Self {
        match self {
            Self::Day(_) => self,
            Self::Local(local, _) => Self::Local(local, Grain::Second),
            Self::Instant(instant, _) => Self::Instant(instant, Grain::Second),
        }
    }

    pub(super) fn first_second(self, zone: &TimeZone) -> i64 {
        match self {
            Self::Day(date) => start_of(date, zone),
            Self::Local(local, _) => second_of(local, zone),
            Self::Instant(instant, _) => instant.as_second(),
        }
    }

    pub(super) fn last_second(self, zone: &TimeZone) -> i64 {
        match self {
            Self::Day(date) => match date.tomorrow() {
                Ok(next) => start_of(next, zone) - 1,
                Err(_) => second_of(date.at(23, 59, 59, 0), zone),
            },
            Self::Local(_, grain) | Self::Instant(_, grain) => {
                self.first_second(zone) + grain.beyond_first()
            }
        }
    }

    /// Returns true if all of it lies after all of the other in every zone.
    fn is_surely_after(self, other: Self) -> bool {
        let both = [self, other].map(|moment| matches!(moment, Self::Instant(..)));
        // No zone is further from UTC than 26 hours.
        let leeway = if both[0] == both[1] { 0 } else { 26 * 3600 };
        self.first_second(&TimeZone::UTC) > other.last_second(&TimeZone::UTC) + leeway
    }
}

/// Returns the first second of a day.
fn start_of(date: Date, zone: &TimeZone) -> i64 {
    let midnight = date.at(0, 0, 0, 0);
    let start = midnight
        .to_zoned_datetime(zone.clone())
        .and_then(|at| at.start_of_day());
    start.map_or_else(
        |_| second_at_the_edge(midnight, zone),
        |at| at.timestamp().as_second(),
    )
}

/// Returns the second of a local time: the first if there are two, and by the offset before if the clock
/// skips it.
fn second_of(local: DateTime, zone: &TimeZone) -> i64 {
    let zoned = local.to_zoned_datetime(zone.clone());
    zoned.map_or_else(
        |_| second_at_the_edge(local, zone),
        |at| at.timestamp().as_second(),
    )
}

/// Returns the second of a local time in the last days of 9999, which jiff's timestamps do not reach.
fn second_at_the_edge(local: DateTime, zone: &TimeZone) -> i64 {
    local.duration_since(epoch()).as_secs() - i64::from(zone.to_offset(Timestamp::MAX).seconds())
}

fn epoch() -> DateTime {
    DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
}

/// Returns the time that clocks show at a second, `ahead` seconds ahead of UTC.
fn civil_at(second: i64, ahead: i32) -> Option<DateTime> {
    let since = second.checked_add(i64::from(ahead))?;
    epoch().checked_add(SignedDuration::from_secs(since)).ok()
}

/// Returns everything up to the last second of a day.
pub(crate) fn up_to(day: Date, zone: &TimeZone) -> Option<Interval> {
    WrittenDate {
        first: None,
        last: Some(Moment::Day(day)),
        slip: None,
    }
    .interval(zone)
}

/// Returns the local day of a second, or `None` if that is in no year from -9999 to 9999.
pub(crate) fn day_in(second: i64, zone: &TimeZone) -> Option<Date> {
    let within = second.clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let offset = zone.to_offset(Timestamp::from_second(within).ok()?);
    civil_at(second, offset.seconds()).map(DateTime::date)
}

/// Returns the ends of an interval for JSON: local days ("2025-10-11") or, if it is timed, times in UTC
/// ("2025-10-11T22:15:00Z"). An open end is `None`.
pub(crate) fn show_span(
    interval: &Interval,
    zone: &TimeZone,
    timed: bool,
) -> (Option<String>, Option<String>) {
    (
        interval
            .low_end()
            .and_then(|end| show_end(end.number, zone, timed)),
        interval
            .high_end()
            .and_then(|end| show_end(end.number, zone, timed)),
    )
}

fn show_end(number: &Decimal, zone: &TimeZone, timed: bool) -> Option<String> {
    let second = number.floor().to_i64()?;
    if timed {
        let shown = civil_at(second, 0)?;
        Some(format!("{}Z", shown.strftime("%Y-%m-%dT%H:%M:%S")))
    } else {
        day_in(second, zone).map(|day| day.to_string())
    }
}
