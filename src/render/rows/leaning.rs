//! What each side claims of the other's losses, against what that one concedes.

use super::super::words;
use super::desk::Desk;
use super::{Block, Row, Section, Shape};
use crate::model::EventId;
use crate::sources::{Accusations, Figures, Lean, Leaning, Loss, Quotient, Ratio, Sources};

pub(super) fn section(desk: &Desk<'_>, sources: &Sources) -> Section {
    let blocks = sources
        .leanings
        .iter()
        .flat_map(|leaning| of_pair(desk, leaning))
        .collect();
    let several = sources.leanings.iter().flat_map(|leaning| &leaning.losses);
    let several = several.flat_map(|loss| [&loss.claimed, &loss.conceded]);
    let aside = if several
        .into_iter()
        .any(|figures| figures.positions.len() > 1)
    {
        "several figures of a side: lowest to highest"
    } else {
        ""
    };
    Section {
        heading: "WHO LEANS WHERE",
        aside: aside.to_owned(),
        small: false,
        blocks,
    }
}

fn of_pair(desk: &Desk<'_>, leaning: &Leaning) -> Vec<Block> {
    let [claimant, loser] = [leaning.claimant, leaning.loser].map(|party| desk.party(party));
    let mut blocks = vec![Block::Topic(heading(leaning, [&claimant, &loser]))];
    let mut event = None::<EventId>;
    for loss in &leaning.losses {
        let comparison = &desk.comparisons()[loss.comparison];
        if event.replace(comparison.question.event) != Some(comparison.question.event) {
            blocks.push(Block::Group(desk.event_and_date(comparison)));
        }
        blocks.push(Block::Rows(Shape::Leaning, vec![row(desk, loss)]));
    }
    let told = [
        leans(leaning, [&claimant, &loser]),
        one_sided(leaning, [&claimant, &loser]),
        accusations(leaning.accusations),
    ];
    let lines = told.into_iter().filter(|text| !text.is_empty());
    blocks.extend(lines.map(|text| Block::Line {
        text,
        place: String::new(),
    }));
    blocks
}

fn heading(leaning: &Leaning, [claimant, loser]: [&str; 2]) -> String {
    let on_losses = format!("{claimant} on the losses of {loser}");
    match leaning.losses.len() {
        0 if leaning.unconceded + leaning.other_times == 0 => format!("{claimant} on {loser}"),
        0 => on_losses,
        1 => format!("{on_losses}: both give a figure on 1 question"),
        many => format!("{on_losses}: both give a figure on {many} questions"),
    }
}

fn row(desk: &Desk<'_>, loss: &Loss) -> Row {
    let comparison = &desk.comparisons()[loss.comparison];
    let day = loss
        .as_of
        .as_ref()
        .map(|as_of| format!(", {}", desk.day(comparison, as_of)));
    let label = format!("{}{}", desk.label(comparison), day.unwrap_or_default());
    let [claimed, conceded] =
        [&loss.claimed, &loss.conceded].map(|figures| cells(desk, loss, figures));
    let ratio = loss
        .ratio
        .as_ref()
        .filter(|_| loss.lean != Lean::Same)
        .map(times)
        .unwrap_or_default();
    let lean = match loss.lean {
        Lean::More => "more",
        Lean::Less => "less",
        Lean::Same => "the same",
        Lean::Overlapping => "room for both",
    };
    let [[claim, by_whom], [concession, by_the_loser]] = [claimed, conceded];
    let cells = vec![
        label,
        claim,
        by_whom,
        concession,
        by_the_loser,
        lean.to_owned(),
        ratio,
    ];
    Row {
        cells,
        hot: matches!(loss.lean, Lean::More | Lean::Less),
    }
}

/// The figures of a side, and who gives them.
fn cells(desk: &Desk<'_>, loss: &Loss, figures: &Figures) -> [String; 2] {
    let comparison = &desk.comparisons()[loss.comparison];
    let values = figures
        .positions
        .iter()
        .map(|at| desk.value(comparison, &comparison.positions[*at]));
    let mut names: Vec<String> = Vec::new();
    for claim in &figures.claims {
        let name = words::name(desk.report, desk.claim(*claim).speaker);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    [values.collect::<Vec<_>>().join("; "), words::list(names)]
}

/// "2.5 times", "at least 1.2 times", "1.2 to 2.5 times".
fn times(ratio: &Ratio) -> String {
    match ratio {
        Ratio::Exactly(ratio) => format!("{} times", figure(ratio)),
        Ratio::Between(Some(low), Some(high)) => {
            format!(
                "{} to {} times",
                bound(low, f64::floor),
                bound(high, f64::ceil)
            )
        }
        Ratio::Between(Some(low), None) => format!("at least {} times", bound(low, f64::floor)),
        Ratio::Between(None, Some(high)) => format!("at most {} times", bound(high, f64::ceil)),
        Ratio::Between(None, None) => String::new(),
    }
}

/// A bound must hold as it is shown: the lower one is rounded down, the upper one up.
fn bound(ratio: &Quotient, towards: fn(f64) -> f64) -> String {
    let Some(exact) = ratio.figure() else {
        return String::new();
    };
    let nearest = (exact * 10.0).round();
    // What is a tenth already stays as it is.
    let tenths = if (exact * 10.0 - nearest).abs() < 1e-9 {
        nearest
    } else {
        towards(exact * 10.0)
    };
    let shown = if tenths < 1.0 { exact } else { tenths / 10.0 };
    if shown < 10.0 {
        words::figure(shown)
    } else {
        words::figure(towards(exact))
    }
}

fn figure(ratio: &Quotient) -> String {
    ratio.figure().map(words::figure).unwrap_or_default()
}

/// "Red claims more than Blue concedes on 3, the same on 1, less on none; median ratio 2 (from 1.2 to 2.5)".
fn leans(leaning: &Leaning, [claimant, loser]: [&str; 2]) -> String {
    // A single question speaks for itself.
    if leaning.losses.len() < 2 {
        return String::new();
    }
    let count = |lean| match leaning.count(lean) {
        0 => "none".to_owned(),
        count => count.to_string(),
    };
    let overlapping = match leaning.count(Lean::Overlapping) {
        0 => String::new(),
        count => format!(", with room for both on {count}"),
    };
    let ratios = leaning
        .spread
        .as_ref()
        .filter(|spread| spread.of > 1)
        .map(|spread| {
            let [median, least, most] = [&spread.median, &spread.least, &spread.most].map(figure);
            let of = if spread.of == leaning.losses.len() {
                "ratio"
            } else {
                "exact ratio"
            };
            format!("; median {of} {median} (from {least} to {most})")
        });
    format!(
        "{claimant} claims more than {loser} concedes on {}, the same on {}, less on {}{overlapping}{}",
        count(Lean::More),
        count(Lean::Same),
        count(Lean::Less),
        ratios.unwrap_or_default(),
    )
}

fn one_sided(leaning: &Leaning, [claimant, loser]: [&str; 2]) -> String {
    let told = [
        (
            leaning.unconceded,
            format!("on which {loser} gives no figure"),
        ),
        (
            leaning.unclaimed,
            format!("on which only {loser} gives one"),
        ),
        (
            leaning.other_times,
            format!("on which {claimant} and {loser} speak of different times"),
        ),
    ];
    let mut said = String::new();
    for (count, what) in told.into_iter().filter(|(count, _)| *count > 0) {
        let more = if leaning.losses.is_empty() {
            ""
        } else {
            " more"
        };
        said.push_str(&match (said.is_empty(), count) {
            (true, 1) => format!("1{more} question {what}"),
            (true, _) => format!("{count}{more} questions {what}"),
            (false, _) => format!(" · {count}{more} {what}"),
        });
    }
    said
}

fn accusations(accusations: Accusations) -> String {
    let count = |count: usize, what: &str| {
        if count == 0 {
            None
        } else {
            Some(format!("{count} {what}"))
        }
    };
    let Accusations {
        made,
        denied,
        admitted,
        otherwise,
        unanswered,
    } = accusations;
    let answers = [
        count(denied, "denied"),
        count(admitted, "admitted"),
        count(otherwise, "answered otherwise"),
        count(unanswered, "not answered"),
    ];
    let answers: Vec<String> = answers.into_iter().flatten().collect();
    match made {
        0 => String::new(),
        1 => format!(
            "1 accusation: {}",
            answers.join(", ").trim_start_matches("1 ")
        ),
        _ => format!("{made} accusations: {}", answers.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decimal, Interval};

    #[test]
    fn a_bound_holds_as_it_is_shown() {
        for (claimed, conceded, low, high) in [
            ("2.55", "1", "2.5", "2.6"),
            ("1.2", "1", "1.2", "1.2"),
            ("1", "3", "0.3", "0.4"),
            ("255", "20", "12", "13"),
            ("300", "10", "30", "30"),
            ("1", "3000", "0.0003", "0.1"),
        ] {
            let set = |text: &str| Interval::exactly(Decimal::parse(text).unwrap());
            let ratio = Ratio::of(&set(claimed), &set(conceded)).unwrap();
            let ratio = ratio.exactly().unwrap();
            assert_eq!(
                [bound(ratio, f64::floor), bound(ratio, f64::ceil)],
                [low, high],
                "{claimed}/{conceded}"
            );
        }
    }
}
