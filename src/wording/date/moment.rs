//! Dates as they are written, and the interval of seconds that they leave possible in a zone.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Span, Timestamp, ToSpan};

use super::fault::DateFault;
use crate::model::{Cut, Decimal, Grain, Interval, Side, WeekdaySlip};

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

impl WrittenDate {
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

    /// Returns how finely the finest time of day in it is written, or `None` if there is none.
    pub(crate) fn timed(&self) -> Option<Grain> {
        let ends = [self.first, self.last].into_iter().flatten();
        ends.filter_map(Moment::grain).max()
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
    /// Returns how finely its time is written, or `None` if it is a day.
    fn grain(self) -> Option<Grain> {
        match self {
            Self::Day(_) => None,
            Self::Local(_, grain) | Self::Instant(_, grain) => Some(grain),
        }
    }

    /// Returns the day, if it is a whole one.
    pub(super) fn whole_day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Local(..) | Self::Instant(..) => None,
        }
    }

    /// Returns the day on which it lies, if that hangs on no offset.
    pub(super) fn local_day(self) -> Option<Date> {
        match self {
            Self::Day(date) => Some(date),
            Self::Local(local, _) => Some(local.date()),
            Self::Instant(..) => None,
        }
    }

    /// Returns the same on another day. An instant stays as it is.
    pub(super) fn on(self, day: Date) -> Self {
        match self {
            Self::Day(_) => Self::Day(day),
            Self::Local(local, grain) => Self::Local(day.to_datetime(local.time()), grain),
            Self::Instant(..) => self,
        }
    }

    /// Returns the day, hour, minute or second before it.
    pub(super) fn before(self) -> Result<Self, DateFault> {
        match self {
            Self::Day(_) => self.first_earlier_by(1.day()),
            Self::Local(_, grain) | Self::Instant(_, grain) => {
                self.first_earlier_by(seconds_of(grain).seconds())
            }
        }
    }

    /// Returns the day, hour, minute or second after it.
    pub(super) fn after(self) -> Result<Self, DateFault> {
        match self {
            Self::Day(_) => self.last_later_by(1.day()),
            Self::Local(_, grain) | Self::Instant(_, grain) => {
                self.last_later_by(seconds_of(grain).seconds())
            }
        }
    }

    /// Returns it as the beginning of a span, moved back. A day that is moved by less than days becomes a time.
    pub(super) fn first_earlier_by(self, span: Span) -> Result<Self, DateFault> {
        let moved = match self {
            Self::Day(date) if is_of_days(span) => date.checked_sub(span).map(Self::Day),
            Self::Day(date) => local_plus(date.at(0, 0, 0, 0), -span, Grain::Second),
            Self::Local(local, grain) => local_plus(local, -span, grain),
            Self::Instant(instant, grain) => instant_plus(instant, -span, grain),
        };
        moved.ok().and_then(Self::in_range).ok_or(DateFault::Year)
    }

    /// Returns it as the end of a span, moved on. The day after it is what moves, so that the last of a month
    /// stays the last of one.
    pub(super) fn last_later_by(self, span: Span) -> Result<Self, DateFault> {
        let moved = match self {
            Self::Day(date) if is_of_days(span) => date
                .tomorrow()
                .and_then(|next| next.checked_add(span)?.yesterday())
                .map(Self::Day),
            Self::Day(date) => local_plus(date.at(23, 59, 59, 0), span, Grain::Second),
            Self::Local(local, grain) => local_plus(local, span, grain),
            Self::Instant(instant, grain) => instant_plus(instant, span, grain),
        };
        moved.ok().and_then(Self::in_range).ok_or(DateFault::Year)
    }

    fn in_range(self) -> Option<Self> {
        let year = match self {
            Self::Day(date) => date.year(),
            Self::Local(local, _) => local.year(),
            Self::Instant(..) => 1,
        };
        (year >= 1).then_some(self)
    }

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
                self.first_second(zone) + seconds_of(grain) - 1
            }
        }
    }

    /// Returns true if all of it lies after all of the other in every zone.
    pub(super) fn is_surely_after(self, other: Self) -> bool {
        let both = [self, other].map(|moment| matches!(moment, Self::Instant(..)));
        // No zone is further from UTC than 26 hours.
        let leeway = if both[0] == both[1] { 0 } else { 26 * 3600 };
        self.first_second(&TimeZone::UTC) > other.last_second(&TimeZone::UTC) + leeway
    }
}

/// Returns how many seconds a time leaves possible.
fn seconds_of(grain: Grain) -> i64 {
    match grain {
        Grain::Hour => 3_600,
        Grain::Minute => 60,
        Grain::Second => 1,
    }
}

/// Returns true if a span is one of whole days, months or years.
fn is_of_days(span: Span) -> bool {
    span.get_hours() == 0 && span.get_minutes() == 0 && span.get_seconds() == 0
}

fn local_plus(local: DateTime, span: Span, grain: Grain) -> Result<Moment, jiff::Error> {
    Ok(Moment::Local(local.checked_add(span)?, grain))
}

/// Returns an instant and a span, whose days are of 24 hours.
fn instant_plus(instant: Timestamp, span: Span, grain: Grain) -> Result<Moment, jiff::Error> {
    let moved = Offset::UTC.to_datetime(instant).checked_add(span)?;
    Ok(Moment::Instant(Offset::UTC.to_timestamp(moved)?, grain))
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
        // The last hours of 9999 west of Greenwich are in 10000 there, and no open end.
        let shown = civil_at(second, 0).unwrap_or(DateTime::MAX);
        Some(format!("{}Z", shown.strftime("%Y-%m-%dT%H:%M:%S")))
    } else {
        day_in(second, zone).map(|day| day.to_string())
    }
}
