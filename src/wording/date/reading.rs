//! A date while it is read: its ends, and how finely each is written.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::fault::DateFault;
use super::moment::{Moment, WrittenDate};
use crate::model::WeekdaySlip;

/// The ends of a date, before "about" widens them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateReading {
    /// The first possible moment; `None` if that end is open.
    pub(super) first: Option<End>,
    /// The last possible moment; `None` if that end is open.
    pub(super) last: Option<End>,
    /// A weekday that does not fit the date beside it.
    pub(super) slip: Option<WeekdaySlip>,
}

/// An end of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) moment: Moment,
    unit: Unit,
    /// True if it is only about there.
    about: bool,
}

/// How finely an end is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Century,
    Decade,
    Year,
    Month,
    Day,
    Time,
}

impl Unit {
    /// Returns the unit that runs from one day to another.
    fn of(first: Date, last: Date) -> Self {
        let next = |span: Span| {
            let after = first.checked_add(span).and_then(Date::yesterday);
            after.is_ok_and(|day| day == last)
        };
        match () {
            () if first.day() == 1 && next(1.month()) => Self::Month,
            () if first.day_of_year() == 1 && next(1.year()) => Self::Year,
            () if first.day_of_year() == 1 && next(10.years()) => Self::Decade,
            () if first.day_of_year() == 1 && next(100.years()) => Self::Century,
            () => Self::Day,
        }
    }

    /// Returns how wide "about" makes it: one unit of what was written, of a time an hour.
    fn width(self) -> Span {
        match self {
            Self::Century => 100.years(),
            Self::Decade => 10.years(),
            Self::Year => 1.year(),
            Self::Month => 1.month(),
            Self::Day => 1.day(),
            Self::Time => 1.hour(),
        }
    }
}

impl DateReading {
    /// Returns the day, month, year, decade or century from one day to another.
    pub(super) fn whole(first: Date, last: Date) -> Self {
        let unit = Unit::of(first, last);
        let end = |day| {
            Some(End {
                moment: Moment::Day(day),
                unit,
                about: false,
            })
        };
        Self {
            first: end(first),
            last: end(last),
            slip: None,
        }
    }

    /// Returns one day.
    pub(super) fn day(day: Date) -> Self {
        Self::whole(day, day)
    }

    /// Returns one time.
    pub(super) fn time(moment: Moment) -> Self {
        let end = Some(End::time(moment));
        Self {
            first: end,
            last: end,
            slip: None,
        }
    }

    /// Returns what lies from one end to the other, which must not come first.
    pub(super) fn between(first: Option<End>, last: Option<End>) -> Result<Self, DateFault> {
        let wrong = first
            .zip(last)
            .is_some_and(|(first, last)| first.moment.is_surely_after(last.moment));
        if wrong {
            return Err(DateFault::WrongWay);
        }
        Ok(Self {
            first,
            last,
            slip: None,
        })
    }

    /// Returns what lies from the first moment of one date to the last of the other.
    pub(super) fn to(&self, last: &Self) -> Result<Self, DateFault> {
        Self::between(self.first, last.last)
    }

    /// Returns two dates of which one is meant. Between those that are no neighbours, not all is possible.
    pub(super) fn or(&self, other: &Self) -> Result<Self, DateFault> {
        let span = self.to(other)?;
        let next = match (self.last.map(|end| end.moment), other.first) {
            (Some(Moment::Day(last)), Some(first)) => last
                .tomorrow()
                .is_ok_and(|next| Moment::Day(next) == first.moment),
            _ => false,
        };
        match (span.first_day(), span.last_day()) {
            _ if next => Ok(span),
            (Some(first), Some(last)) => Err(DateFault::NoNeighbours(first, last)),
            _ => Err(DateFault::And),
        }
    }

    /// Marks both ends as approximate.
    pub(super) fn about(self) -> Self {
        let about = |end: End| End { about: true, ..end };
        Self {
            first: self.first.map(about),
            last: self.last.map(about),
            slip: self.slip,
        }
    }

    /// Holds the date against a weekday beside it. If they do not fit, either may be the slip: everything
    /// from the date to the nearest such weekday stays possible.
    pub(super) fn with_weekday(self, written: Weekday) -> Result<Self, DateFault> {
        let date = self.one_day().ok_or(DateFault::WeekdayElsewhere)?;
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
        let end = |day, end: Option<End>| {
            end.map(|end| End {
                moment: end.moment.on(day),
                ..end
            })
        };
        Ok(Self {
            first: end(date.min(nearest), self.first),
            last: end(date.max(nearest), self.last),
            slip: Some(WeekdaySlip {
                date,
                written,
                nearest,
            }),
        })
    }

    /// Returns the day on which a time lies, twice: if a weekday beside the day does not fit, both days are
    /// possible.
    pub(super) fn day_of_time(&self) -> Result<(Date, Date), DateFault> {
        let days = self.first_day().zip(self.last_day());
        days.filter(|(first, last)| first == last || self.slip.is_some())
            .ok_or(DateFault::TimeOfDays)
    }

    /// Returns the same with times in place of its days.
    pub(super) fn at(&self, first: Moment, last: Moment) -> Result<Self, DateFault> {
        let [first, last] = [(first, self.first), (last, self.last)].map(|(moment, day)| End {
            about: day.is_some_and(|day| day.about),
            ..End::time(moment)
        });
        Ok(Self {
            slip: self.slip,
            ..Self::between(Some(first), Some(last))?
        })
    }

    /// Returns the month that the date is, by its first day.
    pub(super) fn month(&self) -> Option<Date> {
        let whole = self.first?.unit == Unit::Month && self.last?.unit == Unit::Month;
        let (first, last) = (self.first_day()?, self.last_day()?);
        (whole && first.last_of_month() == last).then_some(first)
    }

    /// Returns true if both ends are days, and the same one or neighbours.
    pub(super) fn is_a_day_or_two(&self) -> bool {
        let days = [self.first, self.last].map(|end| end.filter(|end| end.unit == Unit::Day));
        let days = days.map(|end| end.and_then(|end| end.moment.whole_day()));
        let [Some(first), Some(last)] = days else {
            return false;
        };
        first == last || first.tomorrow().is_ok_and(|next| next == last)
    }

    /// Returns the one day on which all of it lies.
    fn one_day(&self) -> Option<Date> {
        let [first, last] = [self.first?, self.last?].map(|end| end.moment.local_day());
        first.filter(|day| Some(*day) == last)
    }

    fn first_day(&self) -> Option<Date> {
        self.first?.moment.whole_day()
    }

    fn last_day(&self) -> Option<Date> {
        self.last?.moment.whole_day()
    }

    /// Widens the ends that are only about there by `about`, or if that is `None` by one unit of what was
    /// written.
    pub(super) fn widened(self, about: Option<&Span>) -> Result<WrittenDate, DateFault> {
        let first = self.first.map(|end| match end.leeway(about) {
            Some(leeway) => end.moment.first_earlier_by(leeway),
            None => Ok(end.moment),
        });
        let last = self.last.map(|end| match end.leeway(about) {
            Some(leeway) => end.moment.last_later_by(leeway),
            None => Ok(end.moment),
        });
        Ok(WrittenDate {
            first: first.transpose()?,
            last: last.transpose()?,
            slip: self.slip,
        })
    }
}

impl End {
    fn time(moment: Moment) -> Self {
        Self {
            moment,
            unit: Unit::Time,
            about: false,
        }
    }

    /// Returns the end one unit of its moment earlier.
    pub(super) fn before(self) -> Result<Self, DateFault> {
        Ok(Self {
            moment: self.moment.before()?,
            ..self
        })
    }

    /// Returns the end one unit of its moment later.
    pub(super) fn after(self) -> Result<Self, DateFault> {
        Ok(Self {
            moment: self.moment.after()?,
            ..self
        })
    }

    fn leeway(self, about: Option<&Span>) -> Option<Span> {
        self.about
            .then(|| about.copied().unwrap_or_else(|| self.unit.width()))
    }
}
