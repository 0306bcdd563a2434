//! What each side claims of the other's losses, against what that one concedes.

use super::context::PageContext;
use super::layout::{Block, Cells, Column, Columns, Narrow, Section};
use super::ratio;
use crate::model::EventId;
use crate::phrase::name;
use crate::safe::{Shown, shown};
use crate::sources::{Accusations, Figures, Lean, Leaning, Loss, Sources};

/// The loss; value and speakers of the other side's claim, of the concession; which way it leans, and how
/// many times it is.
static LEANINGS: Columns<7> = Columns::new(
    4,
    [
        Column::TEXT,
        Column::VALUE.headed("claimed"),
        Column::TEXT.if_narrow(Narrow::Hide),
        Column::VALUE.headed("conceded"),
        Column::TEXT.if_narrow(Narrow::Hide),
        Column::TEXT,
        Column::TEXT,
    ],
);

/// The names of a pair of parties.
struct Names {
    claimant: Shown,
    loser: Shown,
}

/// Makes the section on who leans where.
pub(super) fn section(context: &PageContext<'_>, sources: &Sources) -> Section {
    let blocks = sources
        .leanings
        .iter()
        .flat_map(|leaning| of_pair(context, leaning));
    let losses = sources.leanings.iter().flat_map(|leaning| &leaning.losses);
    let several = losses
        .flat_map(|loss| [&loss.claimed, &loss.conceded])
        .any(|figures| figures.positions.len() > 1);
    let aside = if several {
        "several figures of a side: lowest to highest"
    } else {
        ""
    };
    Section::new("WHO LEANS WHERE", blocks.collect()).with_aside(aside)
}

fn of_pair(context: &PageContext<'_>, leaning: &Leaning) -> Vec<Block> {
    let names = Names {
        claimant: context.party(leaning.claimant),
        loser: context.party(leaning.loser),
    };
    let mut blocks = vec![Block::Topic(heading(leaning, &names))];
    let mut event = None::<EventId>;
    for loss in &leaning.losses {
        let comparison = &context.comparisons()[loss.comparison];
        if event.replace(comparison.question.event) != Some(comparison.question.event) {
            blocks.push(Block::Group(context.event_and_date(comparison)));
        }
        blocks.push(LEANINGS.table(vec![row(context, loss)]));
    }
    let remarks = [
        leans(leaning, &names),
        one_sided(leaning, &names),
        accusations(leaning.accusations),
    ];
    blocks.extend(remarks.into_iter().flatten().map(Block::remark));
    blocks
}

fn heading(leaning: &Leaning, Names { claimant, loser }: &Names) -> Shown {
    match leaning.losses.len() {
        0 if leaning.unconceded + leaning.other_times == 0 => {
            shown!("{} on {}", claimant, loser)
        }
        0 => shown!("{} on the losses of {}", claimant, loser),
        1 => shown!(
            "{} on the losses of {}: both give a figure on 1 question",
            claimant,
            loser
        ),
        many => shown!(
            "{} on the losses of {}: both give a figure on {} questions",
            claimant,
            loser,
            many
        ),
    }
}

fn row(context: &PageContext<'_>, loss: &Loss) -> Cells<7> {
    let comparison = &context.comparisons()[loss.comparison];
    let day = loss
        .as_of
        .as_ref()
        .map(|as_of| shown!(", {}", context.day(comparison, as_of)));
    let label = shown!("{}{}", context.label(comparison), day);
    let [claim, by_whom] = figures(context, loss, &loss.claimed);
    let [concession, by_the_loser] = figures(context, loss, &loss.conceded);
    let ratio = loss.ratio.as_ref().filter(|_| loss.lean != Lean::Same);
    let lean = match loss.lean {
        Lean::More => "more",
        Lean::Less => "less",
        Lean::Same => "the same",
        Lean::Overlapping => "room for both",
    };
    Cells::new([
        label,
        claim,
        by_whom,
        concession,
        by_the_loser,
        lean.into(),
        ratio.map(ratio::times).unwrap_or_default(),
    ])
    .contradicted_if(matches!(loss.lean, Lean::More | Lean::Less))
}

/// Words the figures of a side, and names those who give them.
fn figures(context: &PageContext<'_>, loss: &Loss, figures: &Figures) -> [Shown; 2] {
    let comparison = &context.comparisons()[loss.comparison];
    let values = figures
        .positions
        .iter()
        .map(|at| context.value(comparison, &comparison.positions[*at]));
    let mut names: Vec<Shown> = Vec::new();
    for claim in &figures.claims {
        let name = context.name(context.claim(*claim).speaker);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    [Shown::join(values, "; "), name::list(names)]
}

/// "Red claims more than Blue concedes on 3, the same on 1, less on none; median ratio 2 (from 1.2 to 2.5)".
fn leans(leaning: &Leaning, Names { claimant, loser }: &Names) -> Option<Shown> {
    // A single question speaks for itself.
    if leaning.losses.len() < 2 {
        return None;
    }
    let [more, same, less] =
        [Lean::More, Lean::Same, Lean::Less].map(|lean| match leaning.count(lean) {
            0 => "none".into(),
            count => shown!("{}", count),
        });
    let overlapping = match leaning.count(Lean::Overlapping) {
        0 => None,
        count => Some(shown!(", with room for both on {}", count)),
    };
    Some(shown!(
        "{} claims more than {} concedes on {}, the same on {}, less on {}{}{}",
        claimant,
        loser,
        more,
        same,
        less,
        overlapping,
        spread(leaning)
    ))
}

/// "; median ratio 2 (from 1.2 to 2.5)", if there are several ratios.
fn spread(leaning: &Leaning) -> Option<Shown> {
    let spread = leaning.spread.as_ref().filter(|spread| spread.of > 1)?;
    let of_all = spread.of == leaning.losses.len();
    let ratio = if of_all { "ratio" } else { "exact ratio" };
    let [median, least, most] = [&spread.median, &spread.least, &spread.most].map(ratio::figure);
    Some(shown!(
        "; median {} {} (from {} to {})",
        ratio,
        median,
        least,
        most
    ))
}

/// Counts the questions on which only one side gives a figure, or each of another time.
fn one_sided(leaning: &Leaning, Names { claimant, loser }: &Names) -> Option<Shown> {
    let counts = [
        (
            leaning.unconceded,
            shown!("on which {} gives no figure", loser),
        ),
        (
            leaning.unclaimed,
            shown!("on which only {} gives one", loser),
        ),
        (
            leaning.other_times,
            shown!(
                "on which {} and {} speak of different times",
                claimant,
                loser
            ),
        ),
    ];
    let more = if leaning.losses.is_empty() {
        ""
    } else {
        " more"
    };
    let mut clauses: Vec<Shown> = Vec::new();
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        // The noun is said once.
        let noun = match (clauses.is_empty(), count) {
            (true, 1) => " question",
            (true, _) => " questions",
            (false, _) => "",
        };
        clauses.push(shown!("{}{}{} {}", count, more, noun, what));
    }
    (!clauses.is_empty()).then(|| Shown::join(clauses, " · "))
}

fn accusations(accusations: Accusations) -> Option<Shown> {
    let Accusations {
        made,
        denied,
        admitted,
        otherwise,
        unanswered,
    } = accusations;
    let answers = [
        (denied, "denied"),
        (admitted, "admitted"),
        (otherwise, "answered otherwise"),
        (unanswered, "not answered"),
    ];
    let answers = answers.into_iter().filter(|(count, _)| *count > 0);
    match made {
        0 => None,
        1 => {
            let answers = answers.map(|(_, what)| what);
            Some(shown!("1 accusation: {}", Shown::join(answers, ", ")))
        }
        _ => {
            let answers = answers.map(|(count, what)| shown!("{} {}", count, what));
            let answers = Shown::join(answers, ", ");
            Some(shown!("{} accusations: {}", made, answers))
        }
    }
}
