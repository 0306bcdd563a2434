//! Arithmetic in words: "1,266 passengers and 696 crew, together 1,962 aboard, but 761 survivors and 1,195
//! killed, together 1,956: a difference of 6".

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::accounts::{Clash, Law, Line, Measure, Quantity, Term};
use crate::model::{Decimal, EventId, Record};
use crate::phrase::number::grouped;
use crate::phrase::{date, name};
use crate::safe::{Shown, safe, shown};
use crate::system::{Bound, LinearRelation};

/// Says in one sentence which figures cannot all hold, and by how much.
pub(crate) fn clash(record: &Record, clash: &Clash) -> Shown {
    let sums = Sums::new(record, clash);
    let Some(gap) = &clash.gap else {
        return shown!("{}: no whole numbers fit", sums.statements(clash));
    };
    let mut terms = clash.lines.iter().flat_map(|line| &line.known);
    let exact = terms.all(|term| term.bound.is_none());
    let at_least = (!exact).then_some("at least ");
    let gap = shown!("{}{}", at_least, grouped(gap));
    if let Some(chain) = sums.chain(&clash.lines, &gap) {
        return chain;
    }
    match clash.lines.as_slice() {
        [line] if line.open.is_empty() => sums.two_sides(line, &gap),
        [first, second] if first.open == second.open && first.open.len() == 1 => shown!(
            "{}, but {}: a difference of {}",
            sums.leading(first),
            sums.leading(second),
            gap
        ),
        _ => shown!("{}: these cannot all hold", sums.statements(clash)),
    }
}

/// Returns whose figures they are if one speaker gives them all.
pub(crate) fn own(record: &Record, clash: &Clash) -> Option<Shown> {
    let names = clash.speakers.iter();
    let names = names.map(|speaker| name::name(record, *speaker)).collect();
    (!clash.speakers.is_empty()).then(|| name::list(names))
}

/// Returns the event that a clash is about, with the day if it is about one day.
pub(crate) fn occasion(record: &Record, event: EventId, clash: &Clash) -> Shown {
    let title = safe(&record[event].title);
    match days(clash).as_slice() {
        [day] => shown!("{}, {}", title, on(*day)),
        _ => title,
    }
}

/// Writes a day.
pub(crate) fn on(day: Date) -> Shown {
    date::in_form(day, "%-d %b %Y")
}

/// Returns the days of the numbers in a clash.
fn days(clash: &Clash) -> Vec<Date> {
    let days: BTreeSet<Date> = quantities(clash)
        .filter_map(|quantity| Some(quantity.time?.day))
        .collect();
    days.into_iter().collect()
}

/// Returns the numbers that a clash is about.
fn quantities(clash: &Clash) -> impl Iterator<Item = Quantity> {
    let lines = clash.lines.iter();
    let in_lines = lines.flat_map(|line| {
        let known = line.known.iter().map(|term| term.asked);
        known.chain(line.open.iter().map(|(quantity, _)| *quantity))
    });
    in_lines.chain(clash.besides.iter().map(|term| term.asked))
}

/// Writes sums. The event and the day of a number are said where there are several.
struct Sums<'r> {
    record: &'r Record,
    has_events: bool,
    has_days: bool,
}

impl<'r> Sums<'r> {
    fn new(record: &'r Record, clash: &Clash) -> Self {
        let events: BTreeSet<EventId> = quantities(clash).map(|quantity| quantity.event).collect();
        Self {
            record,
            has_events: events.len() > 1,
            has_days: days(clash).len() > 1,
        }
    }

    /// Writes a part of a part and so on against the whole: "8 killed in “Y”, a part of “X”, which is a part of
    /// “W”, but 5 killed in “W”: 3 too many". Returns `None` if the laws are others.
    fn chain(&self, lines: &[Line], gap: &Shown) -> Option<Shown> {
        let parts: Option<Vec<EventId>> = lines
            .iter()
            .map(|line| match line.law {
                Law::Part(part) => Some(part),
                _ => None,
            })
            .collect();
        let parts = parts.filter(|parts| parts.len() > 1)?;
        let whole_of = |part: EventId| self.record[part].within;
        let is_whole = |event: EventId| parts.iter().any(|part| whole_of(*part) == Some(event));
        let mut at = parts.iter().copied().find(|part| !is_whole(*part))?;
        let known = |event: EventId| {
            let mut terms = lines.iter().flat_map(|line| &line.known);
            terms.find(|term| term.asked.event == event)
        };
        let mut text = self.term(known(at)?);
        for step in 0..parts.len() {
            at = whole_of(at)?;
            let words = if step == 0 {
                ", a part of"
            } else {
                ", which is a part of"
            };
            text = shown!("{}{} “{}”", text, words, safe(&self.record[at].title));
        }
        Some(shown!(
            "{}, but {}: {} too many",
            text,
            self.term(known(at)?),
            gap
        ))
    }

    /// Writes a law in which everything has a number: one side against the other.
    fn two_sides(&self, line: &Line, gap: &Shown) -> Shown {
        let (less, more): (Vec<Term>, Vec<Term>) =
            line.known.iter().cloned().partition(|term| term.factor < 0);
        let less: Vec<Term> = less.iter().map(|term| turned(term, -1)).collect();
        let zero = Decimal::from(0);
        let [on_left, on_right] = if line.constant.is_negative() {
            [line.constant.abs(), zero]
        } else {
            [zero, line.constant.clone()]
        };
        let (left, right) = (self.side(&less, &on_left), self.side(&more, &on_right));
        let miss = match line.relation {
            LinearRelation::Equal => shown!("a difference of {}", gap),
            LinearRelation::AtMost | LinearRelation::AtLeast => shown!("{} too many", gap),
        };
        shown!("{}, but {}: {}", left, right, miss)
    }

    /// Writes the sum of one side of a law, all of whose terms are added.
    fn side(&self, known: &[Term], constant: &Decimal) -> Shown {
        let total = known
            .iter()
            .fold(constant.clone(), |sum, term| &sum + &product(term));
        self.sum(known, constant, &total)
    }

    /// Writes what a line says of the number that has none: "4 killed and 7 survivors, together 11 aboard".
    fn leading(&self, line: &Line) -> Shown {
        let open = line.open.iter();
        let open =
            open.map(|(quantity, factor)| shown!("{}{}", times(*factor), self.label(*quantity)));
        let sum = self.sum(&line.known, &line.constant, &line.total);
        let open = name::list(open.collect());
        // The total stands last, so that what it is the total of can follow.
        if is_single(&line.known, &line.constant) {
            let bound = bound(line);
            return shown!(
                "{}, so {}{} {}",
                sum,
                end(bound),
                grouped(&line.total),
                open
            );
        }
        shown!("{} {}", sum, open)
    }

    /// Writes a sum: "1,266 passengers and 696 crew, together 1,962". One number alone needs no total.
    fn sum(&self, known: &[Term], constant: &Decimal, total: &Decimal) -> Shown {
        let (less, mut more): (Vec<&Term>, Vec<&Term>) =
            known.iter().partition(|term| term.factor < 0);
        more.retain(|term| term.factor > 0);
        let mut added: Vec<Shown> = more.iter().map(|term| self.term(term)).collect();
        let mut taken: Vec<Shown> = less
            .iter()
            .map(|term| self.term(&turned(term, -1)))
            .collect();
        if constant.is_negative() {
            taken.push(grouped(constant.abs()));
        } else if *constant != Decimal::from(0) || added.is_empty() {
            let more = if added.is_empty() { "" } else { " more" };
            added.push(shown!("{}{}", grouped(constant), more));
        }
        if is_single(known, constant) || known.is_empty() {
            return listed(added);
        }
        let which = end(total_end(known));
        let total = grouped(total);
        if taken.is_empty() {
            return shown!("{}, together {}{}", listed(added), which, total);
        }
        shown!(
            "{} less {}, which leaves {}{}",
            listed(added),
            listed(taken),
            which,
            total
        )
    }

    /// Writes what each law says of its numbers, and what bounds those that are not in it.
    fn statements(&self, clash: &Clash) -> Shown {
        let lines = clash.lines.iter().map(|line| self.statement(line));
        let text = Shown::join(lines, "; ");
        let besides: Vec<Shown> = clash.besides.iter().map(|term| self.term(term)).collect();
        if besides.is_empty() {
            return text;
        }
        shown!("{}; there are {}", text, listed(besides))
    }

    /// Writes a law: "100 aboard must be the same as killed and survivors together".
    fn statement(&self, line: &Line) -> Shown {
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for (quantity, factor) in &line.open {
            let text = shown!("{}{}", times(factor.abs()), self.label(*quantity));
            if *factor > 0 { &mut left } else { &mut right }.push(text);
        }
        for term in &line.known {
            let text = self.term(&turned(term, term.factor.signum()));
            if term.factor < 0 {
                &mut left
            } else {
                &mut right
            }
            .push(text);
        }
        if line.constant.is_negative() {
            left.push(grouped(line.constant.abs()));
        } else if line.constant != Decimal::from(0) || right.is_empty() {
            right.push(grouped(&line.constant));
        }
        let relation = match line.relation {
            LinearRelation::Equal => "must be the same as",
            LinearRelation::AtMost => "cannot be more than",
            LinearRelation::AtLeast => "cannot be fewer than",
        };
        shown!("{} {} {}", together(left), relation, together(right))
    }

    /// Writes a number and what it counts: "2 times at least 50 boats".
    fn term(&self, term: &Term) -> Shown {
        shown!(
            "{}{}{} {}",
            times(term.factor.abs()),
            end(term.bound),
            grouped(&term.number),
            self.label(term.asked)
        )
    }

    /// Writes what a number counts: its label, with the event and the day where there are several.
    fn label(&self, quantity: Quantity) -> Shown {
        let label = safe(&self.record[quantity.attribute].label);
        let label = match quantity.measure {
            Measure::Number => label,
            Measure::Length => shown!("names in “{}”", label),
        };
        let event = &self.record[quantity.event];
        let place = self
            .has_events
            .then(|| shown!(" in “{}”", safe(&event.title)));
        let day = quantity.time.filter(|_| self.has_days);
        let day = day.map(|time| shown!(" on {}", on(time.day)));
        let scope = quantity
            .scope
            .map(|scope| shown!(" ({})", safe(&self.record[scope].label)));
        shown!("{}{}{}{}", label, scope, place, day)
    }
}

/// Returns true if a sum is one number alone.
fn is_single(known: &[Term], constant: &Decimal) -> bool {
    known.len() == 1 && known[0].factor == 1 && *constant == Decimal::from(0)
}

fn turned(term: &Term, by: i64) -> Term {
    Term {
        factor: term.factor * by,
        ..term.clone()
    }
}

/// Returns which end of what is possible a line leaves for its open number.
fn bound(line: &Line) -> Option<Bound> {
    match line.relation {
        LinearRelation::Equal => total_end(&line.known),
        LinearRelation::AtMost => Some(Bound::High),
        LinearRelation::AtLeast => Some(Bound::Low),
    }
}

/// Returns which end of the possible totals the total is, if a number in it is an end: an upper end that
/// is taken away leaves a lower one.
fn total_end(known: &[Term]) -> Option<Bound> {
    known
        .iter()
        .find_map(|term| match (term.bound?, term.factor < 0) {
            (Bound::Low, false) | (Bound::High, true) => Some(Bound::Low),
            (Bound::High, false) | (Bound::Low, true) => Some(Bound::High),
        })
}

fn end(bound: Option<Bound>) -> Option<&'static str> {
    bound.map(|bound| match bound {
        Bound::Low => "at least ",
        Bound::High => "at most ",
    })
}

fn times(factor: i64) -> Option<Shown> {
    (factor != 1).then(|| shown!("{} times ", factor))
}

fn product(term: &Term) -> Decimal {
    &term.number * &Decimal::from(term.factor)
}

/// Joins what is added up. Nothing is left out: it is a sum.
fn listed(mut items: Vec<Shown>) -> Shown {
    match items.pop() {
        Some(last) if !items.is_empty() => shown!("{} and {}", Shown::join(items, ", "), last),
        Some(last) => last,
        None => "0".into(),
    }
}

/// Joins what is added up, and says so if there are several.
fn together(items: Vec<Shown>) -> Shown {
    let are_several = items.len() > 1;
    shown!("{}{}", listed(items), are_several.then_some(" together"))
}
