//! The faults of a date, in words for people who check facts and do not program.

use jiff::civil::Date;

use super::names::month_name;
use crate::safe::beginning;
use crate::wording::Problem;

/// The most letters of a date that a message quotes: the reader has the file.
const QUOTED: usize = 60;

/// A fault of a date. [`DateFault::problem`] words it, so that the readers of dates need not carry the
/// text to be quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateFault {
    /// No words at all.
    Empty,
    /// Far more words than any date has.
    TooLong,
    /// None of the forms that are known.
    Unknown,
    /// A time of day, and no day.
    TimeAlone,
    /// A time of day beside more than one day.
    TimeOfDays,
    /// A midnight, which may begin the day or end it.
    Midnight,
    /// A time with words for its zone that give no offset.
    Zone,
    /// A time of day that the clock does not have.
    NoSuchTime,
    /// A time of day in another form than 22:15.
    TimeForm,
    /// "yesterday", "last month".
    Relative,
    /// "Friday", and no date.
    WeekdayAlone,
    /// A weekday, and not one day after it.
    WeekdayElsewhere,
    /// A day and a month, and no year.
    NoYear(String),
    /// "25" for a year.
    ShortYear,
    /// Digits whose order is not certain, with the dates that they can be.
    Order(Vec<Date>),
    /// A day that its month does not have, with the first of that month.
    NoSuchDay(Date),
    /// A month above 12.
    NoSuchMonth,
    /// "the end of", "early": it is not known how wide.
    Vague,
    /// "late 2015": only of a month it is known which days are late.
    PartOf,
    /// Two dates with others between them, of which one is meant.
    NoNeighbours(Date, Date),
    /// Several dates beside each other.
    Several,
    /// "n/a", "undated".
    NoDate,
    /// "AD 79".
    Era,
    /// A date of another calendar.
    OtherCalendar,
    /// "1950s".
    Decade,
    /// "17th century".
    Century,
    /// A quarter or a week of a year.
    PartOfYear,
    /// "2025-11-00".
    Zeros,
    /// "2021-22": two years, or a season or month of one.
    YearsOrPart(i16, i16),
    /// "6 and 7 November 2025".
    And,
    /// A season.
    Season,
    /// EDTF of level 2.
    Level2,
    /// A year outside 1–9999.
    Year,
    /// A span that ends before it begins.
    WrongWay,
    /// A span with two open ends.
    NoEnds,
}

/// The forms of a date, as advice to those who wrote none of them.
const FORMS: &str = "write a day as 2025-11-06 or \"6 November 2025\", a month as 2025-11, a span as 2025-11-06/2025-11-08";

impl DateFault {
    /// Words the fault of a text.
    pub(super) fn problem(&self, text: &str) -> Problem {
        let quoted = quote(text);
        Problem::new(self.what(&quoted), self.help())
    }

    fn what(&self, quoted: &str) -> String {
        match self {
            Self::Empty => "there is no date between the quotes".into(),
            Self::TooLong => format!("{quoted} is too long to be a date"),
            Self::NoSuchDay(first) => {
                format!(
                    "{quoted} is not in the calendar: {} has {} days",
                    month(*first),
                    first.days_in_month()
                )
            }
            _ => format!("{quoted} {}", self.verdict()),
        }
    }

    fn verdict(&self) -> &'static str {
        match self {
            Self::TimeAlone => "is a time without a day",
            Self::TimeOfDays => "has a time beside more than one day",
            Self::Midnight => "names a midnight, and not which of the two that a day has",
            Self::Zone => "has words after its time that give no offset",
            Self::NoSuchTime => "has a time that is not on the clock",
            Self::TimeForm => "has a time in a form that cannot be read",
            Self::Relative => "depends on the day on which it was said",
            Self::WeekdayAlone => "names a weekday but no date",
            Self::WeekdayElsewhere => "has a weekday that does not stand before one single day",
            Self::NoYear(_) => "has no year",
            Self::ShortYear => "does not give its year in four digits",
            Self::Order(_) => {
                "does not say for certain which number is the day and which the month"
            }
            Self::NoSuchMonth => "is not in the calendar: months run from 01 to 12",
            Self::Vague => "does not say which days it means",
            Self::PartOf => "is a part of something else than one month",
            Self::NoNeighbours(..) => "names two dates with others between them",
            Self::Several => "gives more than one date",
            Self::NoDate => "gives no date",
            Self::Era => "counts its years in words",
            Self::OtherCalendar => "is of another calendar",
            Self::Decade => "is a decade in words",
            Self::Century => "is a century in words",
            Self::PartOfYear => "is a quarter or a week of a year",
            Self::Zeros => "has 00 for a month or a day, which no calendar has",
            Self::YearsOrPart(..) => "can be two years, and a part of one year",
            Self::And => "names two dates and not one date or one span",
            Self::Season => "is a season, which is not the same months everywhere",
            Self::Level2 => "is a kind of date that is not read here",
            Self::Year => "is not within the years 1 to 9999",
            Self::WrongWay => "ends before it begins",
            Self::NoEnds => "is a span without a first and without a last day",
            Self::Empty | Self::TooLong | Self::Unknown | Self::NoSuchDay(_) => "is not a date",
        }
    }

    fn help(&self) -> String {
        match self {
            Self::NoYear(whole) => format!("write the year as well: {whole}"),
            Self::Order(dates) => order_help(dates),
            Self::NoNeighbours(first, last) => format!(
                "write {first}/{last} if all between them is possible, or else a claim for each"
            ),
            Self::YearsOrPart(from, to) => format!(
                "write {from:04}/{to:04} for the years, or the months that are meant, such as {from:04}-06/{from:04}-08"
            ),
            Self::NoSuchDay(first) => {
                format!(
                    "write a day from {first} to {}, as the source gives it",
                    first.last_of_month()
                )
            }
            _ => self.advice().into(),
        }
    }

    fn advice(&self) -> &'static str {
        match self {
            Self::TooLong => {
                "write only the date here, such as \"6 November 2025\", and the rest into `quote` or `note`"
            }
            Self::TimeAlone => "write the day as well: 2025-11-06T22:15",
            Self::TimeOfDays => {
                "write both ends with their day and their time, as in 2025-11-06T22:15/2025-11-07T02:00"
            }
            Self::Midnight => "write 00:00 of the day that begins with it, as in 2025-11-07T00:00",
            Self::Zone => "write the time with its offset from UTC, as in 2025-11-06T22:15+04:30",
            Self::NoSuchTime => {
                "write hours from 00 to 23 and minutes from 00 to 59, as in 2025-11-06T22:15; midnight is 00:00 of the next day"
            }
            Self::TimeForm => {
                "write the time as 2025-11-06T22:15, or with its offset as 2025-11-06T22:15+04:30"
            }
            Self::Relative => {
                "write the day that is meant, such as 2025-11-06, or the month, such as 2025-11"
            }
            Self::WeekdayAlone => "write the day as well: Friday 7 November 2025",
            Self::WeekdayElsewhere => {
                "write the weekday before one day, as in \"Friday 7 November 2025\", or leave it out"
            }
            Self::ShortYear => "write all four digits of the year, as in \"6 November 2025\"",
            Self::Vague => {
                "write the first and the last day that are meant, as in 2025-11-01/2025-11-10, or an open end as in 2025-11-06/.."
            }
            Self::PartOf => {
                "write the months or days that are meant, as in 2015-10/2015-12; “early”, “mid” and “late” are read before a month and its year"
            }
            Self::Several => {
                "write the one of the calendar in use today, and put the other into `note`"
            }
            Self::NoDate => "write \"unknown\" for a value; any other key is better left out",
            Self::Era => "write the year in four digits and without a word for it, such as 0079",
            Self::OtherCalendar => {
                "write the day in the Gregorian calendar, such as 2025-11-06, and the source's own date into `quote` or `note`"
            }
            Self::Decade => "write it with an X for the last digit: 195X for 1950 to 1959",
            Self::Century => "write its first and its last year: 1601/1700",
            Self::PartOfYear => {
                "write its first and its last month or day, as in 2015-07/2015-09 or 2015-07-27/2015-08-02"
            }
            Self::Zeros => {
                "leave out what is not known: write the month as 2025-11, the year as 2025"
            }
            Self::And => {
                "write a span as \"6–7 November 2025\", or two claims where each has a day of its own"
            }
            Self::Season => "write the months that are meant, such as 2025-06/2025-08",
            Self::Level2 => {
                "write the first and the last day that are possible, as in 2025-11-06/2025-11-08"
            }
            Self::Year => "write a year from 0001 to 9999, in four digits",
            Self::WrongWay => {
                "write the earlier end first, each with its own year: 2025-12-31/2026-01-01"
            }
            Self::NoEnds => {
                "write at least one day: 2025-11-06/.. or ../2025-11-06; or the word \"unknown\""
            }
            _ => FORMS,
        }
    }
}

fn order_help(dates: &[Date]) -> String {
    match dates {
        [] => FORMS.into(),
        [date] => format!("write {date}"),
        _ => {
            let each: Vec<String> = dates.iter().map(ToString::to_string).collect();
            format!("write {}, whichever is meant", each.join(" or "))
        }
    }
}

/// Returns "February 2025" for a day of that month.
fn month(date: Date) -> String {
    format!("{} {}", month_name(date.month()), date.year())
}

/// Quotes a text on one line, and cuts it if it is long. It looks at no more of it than it shows.
fn quote(text: &str) -> String {
    let text = text.trim();
    let (shown, end) = match beginning(text, QUOTED) {
        Some(_) => (beginning(text, QUOTED - 1).unwrap_or(text), "…"),
        None => (text, ""),
    };
    let words: Vec<&str> = shown.split_whitespace().collect();
    format!("“{}{end}”", words.join(" "))
}
