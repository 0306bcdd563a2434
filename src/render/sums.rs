//! Arithmetic in words: "1,266 passengers + 696 crew = 1,962 aboard, but 761 survivors + 1,195 killed =
//! 1,956: a difference of 6".

use super::safe::safe;
use super::words::{self, grouped};
use crate::accounts::{Asked, Clash, Implied, Law, Line, Term};
use crate::model::{Decimal, Interval};
use crate::report::Report;
use crate::system::{Bound, LinearRelation};

/// A clash in one sentence.
pub(crate) fn clash(report: &Report, clash: &Clash) -> String {
    let exact = clash
        .lines
        .iter()
        .flat_map(|line| &line.known)
        .all(|term| term.bound.is_none());
    let gap = format!(
        "{}{}",
        if exact { "" } else { "at least " },
        grouped(&clash.gap.to_string())
    );
    match clash.lines.as_slice() {
        [line] if line.open.is_empty() => one_line(report, line, &gap),
        [first, second] if first.open == second.open && first.open.len() == 1 => format!(
            "{} {}, but {}: a difference of {gap}",
            sum(report, first),
            name(report, first, first.open[0].0),
            sum(report, second),
        ),
        lines => {
            let said: Vec<String> = lines.iter().map(|line| whole(report, line)).collect();
            format!("{}: these cannot all hold", said.join("; "))
        }
    }
}

/// Whose figures they are, where one speaker gives them all.
pub(crate) fn own(report: &Report, clash: &Clash) -> Option<String> {
    let names: Vec<String> = clash
        .speakers
        .iter()
        .map(|speaker| words::name(report, *speaker))
        .collect();
    (!names.is_empty()).then(|| words::list(names))
}

/// What is implied for a number: "between 1,195 and 1,201".
pub(crate) fn implied(implied: &Implied) -> String {
    range(&implied.interval)
}

fn range(set: &Interval) -> String {
    let end = |number: &Decimal| grouped(&number.to_string());
    match (set.low_end(), set.high_end()) {
        (Some(low), Some(high)) if low.number == high.number => end(low.number),
        (Some(low), Some(high)) => format!("between {} and {}", end(low.number), end(high.number)),
        (Some(low), None) if low.included => format!("at least {}", end(low.number)),
        (Some(low), None) => format!("more than {}", end(low.number)),
        (None, Some(high)) if high.included => format!("at most {}", end(high.number)),
        (None, Some(high)) => format!("less than {}", end(high.number)),
        (None, None) => "anything".to_owned(),
    }
}

/// A law in which everything has a number: one side against the other.
fn one_line(report: &Report, line: &Line, gap: &str) -> String {
    let side = |of: fn(i64) -> bool, turn: i64| {
        let known = line.known.iter().filter(|term| of(term.factor));
        let known: Vec<Term> = known
            .map(|term| Term {
                factor: term.factor * turn,
                ..term.clone()
            })
            .collect();
        let total = known
            .iter()
            .fold(Decimal::from(0), |sum, term| &sum + &product(term));
        Line {
            known,
            total,
            constant: Decimal::from(0),
            ..line.clone()
        }
    };
    let (left, right) = (side(|factor| factor < 0, -1), side(|factor| factor > 0, 1));
    let plain = line.constant == Decimal::from(0);
    let besides = || format!(" (with {} besides)", grouped(&line.constant.to_string()));
    let constant = if plain { String::new() } else { besides() };
    let what = match line.relation {
        LinearRelation::Equal => format!("a difference of {gap}"),
        LinearRelation::AtMost | LinearRelation::AtLeast => format!("{gap} too many"),
    };
    let [left, right] = [left, right].map(|line| {
        if line.known.is_empty() {
            grouped("0")
        } else {
            sum(report, &line)
        }
    });
    format!("{left}, but {right}{constant}: {what}")
}

/// "1,266 passengers + 696 crew = 1,962 aboard".
fn whole(report: &Report, line: &Line) -> String {
    let open: Vec<String> = line
        .open
        .iter()
        .map(|(asked, factor)| format!("{}{}", times(*factor), name(report, line, *asked)))
        .collect();
    format!("{} {}", sum(report, line), open.join(" + "))
        .trim_end()
        .to_owned()
}

/// "1,266 passengers + 696 crew = 1,962"; one number alone needs no sum.
fn sum(report: &Report, line: &Line) -> String {
    let mut said = String::new();
    for (at, term) in line.known.iter().enumerate() {
        let sign = match (at, term.factor < 0) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        };
        let bound = end(term.bound);
        let number = grouped(&term.number.to_string());
        let name = name(report, line, term.asked);
        said.push_str(&format!(
            "{sign}{}{bound}{number} {name}",
            times(term.factor.abs())
        ));
    }
    let plain = line.constant == Decimal::from(0);
    if !plain {
        let sign = if line.constant.is_negative() {
            "−"
        } else {
            "+"
        };
        said.push_str(&format!(
            " {sign} {}",
            grouped(&line.constant.abs().to_string())
        ));
    }
    if line.known.len() == 1 && plain && line.known[0].factor == 1 {
        return said;
    }
    format!(
        "{said} = {}{}",
        end(total(line)),
        grouped(&line.total.to_string())
    )
}

/// Which end the total is, where a number in it is one: an upper end that is taken away leaves a lower.
fn total(line: &Line) -> Option<Bound> {
    line.known
        .iter()
        .find_map(|term| match (term.bound?, term.factor < 0) {
            (Bound::Low, false) | (Bound::High, true) => Some(Bound::Low),
            (Bound::High, false) | (Bound::Low, true) => Some(Bound::High),
        })
}

fn end(bound: Option<Bound>) -> &'static str {
    match bound {
        Some(Bound::Low) => "at least ",
        Some(Bound::High) => "at most ",
        None => "",
    }
}

fn times(factor: i64) -> String {
    if factor == 1 {
        String::new()
    } else {
        format!("{factor} × ")
    }
}

fn product(term: &Term) -> Decimal {
    &term.number * &Decimal::from(term.factor)
}

/// What a number counts: in a rule its label, between events the event.
fn name(report: &Report, line: &Line, (event, attribute): Asked) -> String {
    let label = safe(&report.record[attribute].label);
    match line.law {
        Law::Rule(..) => label,
        Law::Part(_) | Law::Parts(_) => {
            format!("{label} in “{}”", safe(&report.record[event].title))
        }
    }
}
