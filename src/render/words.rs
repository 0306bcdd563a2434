//! Sentences that every renderer shares. What they hold of a claim file is made safe here.

use super::rows::dates;
use super::safe::safe;
use super::sums;
use crate::compare::{Comparison, DateHint, Gap, Position, WidestGap};
use crate::finding::{Detail, Finding};
use crate::model::{Attribute, ClaimId, Interval, Kind, Meaning, SpeakerId, Value};
use crate::report::{Report, Resolved, Stale};

/// No more names than this are listed; the rest are counted.
const MOST_NAMES: usize = 4;

/// A finding in one line.
pub fn finding(report: &Report, finding: &Finding) -> String {
    let question = question(report, finding);
    match finding.detail {
        Detail::Impossible(ref clash) => {
            let event = safe(&report.record[finding.event].title);
            let own = sums::own(report, clash)
                .map(|names| format!("{names}: "))
                .unwrap_or_default();
            format!("{event}: {own}{}", sums::clash(report, clash))
        }
        Detail::Contradiction(_) => {
            let comparison = report.comparison(finding.event, finding.attribute);
            let values = comparison
                .map(|comparison| against(report, comparison))
                .unwrap_or_default();
            format!("{question}: {values}")
        }
        Detail::SelfContradiction(speaker) => {
            format!(
                "{question}: {} contradicts itself: {}",
                name(report, speaker),
                values(report, finding)
            )
        }
        Detail::Misquote(speaker) => {
            format!(
                "{question}: {} is told differently: {}",
                name(report, speaker),
                values(report, finding)
            )
        }
        Detail::FallingTotal { earlier, later } => format!(
            "{question}: the running total of {} {}",
            name(report, report.record[later].speaker),
            fell(report, earlier, later)
        ),
        Detail::WeekdayMismatch(slip) => format!(
            "{question}: “{}”, but {} was a {}; the nearest {} was {}",
            values(report, finding),
            slip.date.strftime("%-d %B %Y"),
            slip.date.strftime("%A"),
            slip.nearest.strftime("%A"),
            slip.nearest.strftime("%-d %B %Y"),
        ),
        Detail::Strained(_) => {
            format!(
                "{question}: {} agree only because one has no upper end",
                values(report, finding)
            )
        }
        Detail::Revised { from, to } => format!(
            "{question}: {} went from {} to {}",
            name(report, report.record[to].speaker),
            dated(report, from),
            dated(report, to)
        ),
        Detail::WithdrawnStillCited { withdrawn } => {
            let claim = &report.record[withdrawn];
            let day = safe(&report.details(claim).withdrawn.unwrap_or_default());
            let citing = finding.claims.iter().filter(|id| **id != withdrawn);
            let citing = citing
                .map(|id| name(report, report.record[*id].publisher))
                .collect();
            format!(
                "{question}: {} took {} back on {day}; it still stands in {}",
                name(report, claim.speaker),
                safe(&report.record[claim.value].written),
                list(citing)
            )
        }
    }
}

/// How a running total went down, and when: "fell from 12 to 9 between 2 and 3 Mar 2025".
pub fn fell(report: &Report, earlier: ClaimId, later: ClaimId) -> String {
    let written = |id: ClaimId| safe(&report.record[report.record[id].value].written);
    let day = |id: ClaimId| {
        let claim = &report.record[id];
        let zone = &report.record[claim.attribute].zone;
        report
            .record
            .as_of(claim)
            .map(|as_of| dates::of_time(as_of, zone))
            .unwrap_or_default()
    };
    let when = dates::between(&day(earlier), &day(later));
    format!(
        "fell from {} to {} {when}",
        written(earlier),
        written(later)
    )
}

/// How to settle a finding, in one line.
pub fn finding_help(finding: &Finding) -> &'static str {
    match finding.detail {
        Detail::Impossible(_) => {
            "check each of these claims, and whether it counts what the rule means"
        }
        Detail::Contradiction(_) => {
            "both stand until a source revises, withdraws or explains its figure"
        }
        Detail::SelfContradiction(_) => {
            "if one replaces the other, give both an `as_of`, or say `supersedes`"
        }
        Detail::Misquote(_) => "go to the speaker's own words, and give each report its `as_of`",
        Detail::FallingTotal { .. } => {
            "look for a correction, a narrower scope, or a slip in one of the figures"
        }
        Detail::WeekdayMismatch(_) => {
            "either the day or the date is a slip of the source: look for another report"
        }
        Detail::Strained(_) => {
            "ask whether both speak of the same thing: the figures are far apart"
        }
        Detail::Revised { .. } => "nothing to do: the earlier figure is kept as history",
        Detail::WithdrawnStillCited { .. } => {
            "tell whoever still cites it, or note where it was taken back"
        }
    }
}

/// What an editor wrote on the contradiction that a finding tells.
pub fn resolved_finding(report: &Report, finding: &Finding) -> Vec<String> {
    let comparison = finding
        .contradicts()
        .then(|| report.comparison(finding.event, finding.attribute));
    let looked = comparison
        .flatten()
        .and_then(|comparison| report.resolved(comparison));
    looked
        .map(|looked| resolved(report, looked))
        .unwrap_or_default()
}

/// What an editor wrote on a contradiction, and what came after it: a sentence each.
pub fn resolved(report: &Report, resolved: &Resolved) -> Vec<String> {
    let resolution = &resolved.resolution;
    let by = resolution
        .by
        .as_deref()
        .map(|by| format!(" ({})", safe(by)))
        .unwrap_or_default();
    let note = resolution
        .note
        .as_deref()
        .map(|note| format!(": {}", safe(note.trim())))
        .unwrap_or_default();
    let day = resolution.date.strftime("%-d %b %Y");
    let looked = ended(format!("An editor looked at this on {day}{by}{note}"));
    let Some(Stale::NewPositions(claims)) = &resolved.stale else {
        return vec![looked];
    };
    let named = claims.iter().map(|id| {
        let claim = &report.record[*id];
        format!(
            "{} ({})",
            safe(&report.record[claim.value].written),
            name(report, claim.speaker)
        )
    });
    vec![
        looked,
        ended(format!(
            "New since then, and so unresolved again: {}",
            list(named.collect())
        )),
    ]
}

/// A sentence with its full stop.
fn ended(mut sentence: String) -> String {
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

fn question(report: &Report, finding: &Finding) -> String {
    let event = &report.record[finding.event];
    let attribute = &report.record[finding.attribute];
    format!("{} ({})", safe(&attribute.label), safe(&event.title))
}

/// "23 against 58", with how far apart they are.
fn against(report: &Report, comparison: &Comparison) -> String {
    let kind = report.record[comparison.question.attribute].kind;
    let value = |at: usize| safe(&comparison.positions[at].value);
    if let Some(widest) = &comparison.widest_gap {
        let ends = format!("{} against {}", value(widest.low), value(widest.high));
        return format!("{ends}; {}", apart(widest, kind));
    }
    let clashing = comparison.contradicted_positions().into_iter();
    let mut values: Vec<String> = clashing.map(value).collect();
    let more = values.len().saturating_sub(MOST_NAMES);
    values.truncate(MOST_NAMES);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{rest}", values.join(" against "))
}

/// How far apart two values lie: "35 apart, 2.5 times; it would take 44 % to reconcile them".
pub fn apart(widest: &WidestGap, kind: Kind) -> String {
    let mut said = match &widest.gap {
        Gap::Number(number) => format!("{} apart", grouped(&number.to_string())),
        Gap::Days(1) => "1 day apart".to_owned(),
        Gap::Days(days) => format!("{days} days apart"),
        Gap::Seconds(seconds) => format!("{} apart", clock(*seconds)),
    };
    if kind == Kind::Date {
        match widest.hint {
            Some(DateHint::DayAndMonthSwapped) => said.push_str("; day and month look swapped"),
            Some(DateHint::NextDay) | None => {}
        }
        return said;
    }
    if let Some(ratio) = widest.ratio {
        said.push_str(&format!(", {} times", figure(ratio)));
    }
    if let Some(share) = widest.reconciles_at {
        said.push_str(&format!(
            "; it would take {} % to reconcile them",
            enough(share * 100.0)
        ));
    }
    said
}

/// A float for a reader: two or three digits, or as many more as show that it is not 0 or 1.
pub fn figure(number: f64) -> String {
    let places = usize::from(number < 10.0);
    let shown = format!("{number:.places$}");
    if shown != "1.0" && shown != "0.0" {
        return shown.trim_end_matches(".0").to_owned();
    }
    let telling = |shown: &String| shown.trim_end_matches('0').len() > "1.".len();
    (2..20)
        .map(|places| format!("{number:.places$}"))
        .find(telling)
        .unwrap_or_else(|| shown[..1].to_owned())
}

/// A percentage that is enough: the figure for it, or the next one where that would be too little.
pub fn enough(percent: f64) -> String {
    let shown = figure(percent);
    let places = shown
        .split_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    let [value, step] =
        [&shown, &format!("1e-{places}")].map(|number| number.parse().unwrap_or(percent));
    // What a float adds in its last bits is not missing.
    if value + 1e-9 >= percent {
        shown
    } else {
        format!("{:.places$}", value + step)
    }
}

/// A position as it was written, with what a number's words leave unsaid.
pub fn shown(report: &Report, position: &Position) -> String {
    let record = &report.record;
    let value = position
        .claims
        .first()
        .map(|held| &record[record[held.claim].value]);
    let unsaid = value.map(|value| unsaid(&record[value.attribute], value));
    format!("{}{}", position.value, unsaid.unwrap_or_default())
}

/// What a number's words leave unsaid, to be put behind them: its unit, and what it is where it was
/// converted. A count needs none, since its label says what is counted.
pub fn unsaid(attribute: &Attribute, value: &Value) -> String {
    if !matches!(attribute.kind, Kind::Count | Kind::Amount) || value.meaning == Meaning::Unknown {
        return String::new();
    }
    if let Some(unit) = &value.unit {
        return format!(" {}", unit.written);
    }
    let unit = attribute
        .unit
        .as_deref()
        .map(|unit| format!(" {unit}"))
        .unwrap_or_default();
    match &value.meaning {
        Meaning::Range { interval, .. } if value.converted => {
            format!(" (= {}{unit})", ends(interval))
        }
        _ if attribute.kind == Kind::Amount => unit,
        _ => String::new(),
    }
}

/// The ends of a set of numbers.
fn ends(set: &Interval) -> String {
    let shown =
        |end: Option<crate::model::End<'_>>| end.map(|end| grouped(&end.number.to_string()));
    match (shown(set.low_end()), shown(set.high_end())) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("from {low}"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => String::new(),
    }
}

/// Digits in groups of three.
pub fn grouped(digits: &str) -> String {
    let (sign, rest) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, part)| (whole, Some(part)));
    let first = whole.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if first > 0 {
        groups.push(&whole[..first]);
    }
    groups.extend((first..whole.len()).step_by(3).map(|at| &whole[at..at + 3]));
    let fraction = fraction.map(|part| format!(".{part}")).unwrap_or_default();
    format!("{sign}{}{fraction}", groups.join(","))
}

fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let parts = [(hours, "h"), (minutes, "min"), (rest, "s")];
    let shown: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count != 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if shown.is_empty() {
        "0 s".to_owned()
    } else {
        shown.join(" ")
    }
}

/// The values of a finding's claims.
fn values(report: &Report, finding: &Finding) -> String {
    let mut values: Vec<String> = Vec::new();
    for id in &finding.claims {
        let value = safe(&report.record[report.record[*id].value].written);
        if !values.contains(&value) {
            values.push(value);
        }
        if values.len() > MOST_NAMES {
            break;
        }
    }
    values.join(", ")
}

fn dated(report: &Report, id: ClaimId) -> String {
    let claim = &report.record[id];
    let value = safe(&report.record[claim.value].written);
    match report.record.as_of(claim) {
        Some(as_of) => format!("{value} ({})", safe(&as_of.written)),
        None => value,
    }
}

/// The short name of a speaker.
pub fn name(report: &Report, speaker: SpeakerId) -> String {
    safe(&report.record[speaker].short)
}

/// Names as a list, the first few of them.
pub fn list(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{rest}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_difference_is_told() {
        for (number, shown) in [
            (58.0 / 23.0, "2.5"),
            (43.2, "43"),
            (2.0, "2"),
            (1.0, "1"),
            (0.0, "0"),
            (1.00001, "1.00001"),
            (0.0004, "0.0004"),
            (0.96, "0.96"),
        ] {
            assert_eq!(figure(number), shown, "{number}");
        }
    }
}
