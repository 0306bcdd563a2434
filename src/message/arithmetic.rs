//! Arithmetic in words: "1,266 passengers + 696 crew = 1,962 aboard, but 761 survivors + 1,195 killed =
//! 1,956: a difference of 6".

use crate::accounts::{Asked, Clash, Law, Line, Term};
use crate::model::{Decimal, Record};
use crate::phrase::name;
use crate::phrase::number::grouped;
use crate::safe::{Shown, safe, shown};
use crate::system::{Bound, LinearRelation};

/// Says in one sentence which figures cannot all hold, and by how much.
pub(crate) fn clash(record: &Record, clash: &Clash) -> Shown {
    let mut terms = clash.lines.iter().flat_map(|line| &line.known);
    let exact = terms.all(|term| term.bound.is_none());
    let at_least = (!exact).then_some("at least ");
    let gap = shown!("{}{}", at_least, grouped(&clash.gap));
    match clash.lines.as_slice() {
        [line] if line.open.is_empty() => two_sides(record, line, &gap),
        [first, second] if first.open == second.open && first.open.len() == 1 => shown!(
            "{} {}, but {}: a difference of {}",
            sum(record, first),
            label(record, first.law, first.open[0].0),
            sum(record, second),
            gap
        ),
        lines => {
            let lines = lines.iter().map(|line| whole(record, line));
            shown!("{}: these cannot all hold", Shown::join(lines, "; "))
        }
    }
}

/// Returns whose figures they are if one speaker gives them all.
pub(crate) fn own(record: &Record, clash: &Clash) -> Option<Shown> {
    let names = clash.speakers.iter();
    let names = names.map(|speaker| name::name(record, *speaker)).collect();
    (!clash.speakers.is_empty()).then(|| name::list(names))
}

/// Writes a law in which everything has a number: one side against the other.
fn two_sides(record: &Record, line: &Line, gap: &Shown) -> Shown {
    let left = line.known.iter().filter(|term| term.factor < 0);
    let right = line.known.iter().filter(|term| term.factor > 0);
    let left = side(record, line, left.map(|term| turned(term, -1)).collect());
    let right = side(record, line, right.cloned().collect());
    let constant = (line.constant != Decimal::from(0))
        .then(|| shown!(" (with {} besides)", grouped(&line.constant)));
    let miss = match line.relation {
        LinearRelation::Equal => shown!("a difference of {}", gap),
        LinearRelation::AtMost | LinearRelation::AtLeast => shown!("{} too many", gap),
    };
    shown!("{}, but {}{}: {}", left, right, constant, miss)
}

/// Writes the sum of one side of a law.
fn side(record: &Record, line: &Line, known: Vec<Term>) -> Shown {
    if known.is_empty() {
        return "0".into();
    }
    let total = known
        .iter()
        .fold(Decimal::from(0), |sum, term| &sum + &product(term));
    let side = Line {
        known,
        total,
        constant: Decimal::from(0),
        ..line.clone()
    };
    sum(record, &side)
}

fn turned(term: &Term, by: i64) -> Term {
    Term {
        factor: term.factor * by,
        ..term.clone()
    }
}

/// Writes a sum and what it is to be: "1,266 passengers + 696 crew = 1,962 aboard".
fn whole(record: &Record, line: &Line) -> Shown {
    let open = line
        .open
        .iter()
        .map(|(asked, factor)| shown!("{}{}", times(*factor), label(record, line.law, *asked)));
    let whole = shown!("{} {}", sum(record, line), Shown::join(open, " + "));
    safe(whole.as_str().trim_end())
}

/// Writes a sum: "1,266 passengers + 696 crew = 1,962". One number alone needs no total.
fn sum(record: &Record, line: &Line) -> Shown {
    let mut sum = Shown::default();
    for (at, term) in line.known.iter().enumerate() {
        sum.push(sign(at == 0, term.factor < 0));
        sum.push(self::term(record, line.law, term));
    }
    let has_constant = line.constant != Decimal::from(0);
    if has_constant {
        let sign = if line.constant.is_negative() {
            "−"
        } else {
            "+"
        };
        sum.push(shown!(" {} {}", sign, grouped(line.constant.abs())));
    }
    if line.known.len() == 1 && !has_constant && line.known[0].factor == 1 {
        return sum;
    }
    shown!("{} = {}{}", sum, end(total(line)), grouped(&line.total))
}

fn sign(is_first: bool, is_negative: bool) -> &'static str {
    match (is_first, is_negative) {
        (true, false) => "",
        (true, true) => "−",
        (false, false) => " + ",
        (false, true) => " − ",
    }
}

/// Writes a number and what it counts: "2 × at least 50 boats".
fn term(record: &Record, law: Law, term: &Term) -> Shown {
    shown!(
        "{}{}{} {}",
        times(term.factor.abs()),
        end(term.bound),
        grouped(&term.number),
        label(record, law, term.asked)
    )
}

/// Returns which end of the possible totals the total is, if a number in it is an end: an upper end that
/// is taken away leaves a lower one.
fn total(line: &Line) -> Option<Bound> {
    line.known
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
    (factor != 1).then(|| shown!("{} × ", factor))
}

fn product(term: &Term) -> Decimal {
    &term.number * &Decimal::from(term.factor)
}

/// Writes what a number counts: its label in a rule, with the event between events.
fn label(record: &Record, law: Law, (event, attribute): Asked) -> Shown {
    let label = safe(&record[attribute].label);
    match law {
        Law::Rule(..) => label,
        Law::Part(_) | Law::Parts(_) => {
            shown!("{} in “{}”", label, safe(&record[event].title))
        }
    }
}
