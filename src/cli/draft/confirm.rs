//! Proposals, gone through one by one at a terminal: kept, changed, dropped, or left for later.

use crate::draft::{ProposedClaim, ProposedValue};
use crate::model::Record;
use crate::render::draft::{one_line, said};
use crate::safe::safe;
use crate::wording::fold::slug;

use super::super::Failure;
use super::super::choices::{attributes, events, speakers};
use super::super::output;
use super::super::prompt::{self, Meant, NoAnswer, PromptChoice, Question, Terminal};

/// What becomes of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Keep,
    Change,
    Drop,
    Later,
}

const VERDICTS: [(&str, Verdict); 4] = [
    ("keep", Verdict::Keep),
    ("change", Verdict::Change),
    ("drop", Verdict::Drop),
    ("later", Verdict::Later),
];

/// Asks about each proposal. Those that are dropped are taken out; what is left undecided stays proposed, also if the
/// conversation ends early.
///
/// # Errors
///
/// If there is no terminal.
pub(super) fn each(
    proposals: &mut Vec<ProposedClaim>,
    text: &str,
    record: Option<&Record>,
) -> Result<(), Failure> {
    let terminal = Terminal::open();
    let mut terminal =
        terminal.map_err(|_| Failure("there is no terminal to ask at".to_owned()))?;
    let all = proposals.len();
    let (mut at, mut number) = (0, 1);
    // A proposal that was asked about before, and how it was then.
    let mut before: Vec<(usize, ProposedClaim, bool)> = Vec::new();
    while at < proposals.len() {
        output::tell(&format!(
            "\n{number} of {all}\n{}",
            shown(&proposals[at], text)
        ));
        let mut changed = proposals[at].clone();
        match verdict(&mut terminal).and_then(|verdict| {
            decide(&mut terminal, &mut changed, text, record, verdict).map(|()| verdict)
        }) {
            Ok(Verdict::Drop) => {
                before.push((at, proposals.remove(at), true));
                number += 1;
            }
            Ok(_) => {
                before.push((at, std::mem::replace(&mut proposals[at], changed), false));
                at += 1;
                number += 1;
            }
            Err(NoAnswer::Again) => {}
            Err(NoAnswer::Back) => {
                if let Some((place, proposal, dropped)) = before.pop() {
                    if dropped {
                        proposals.insert(place, proposal);
                    } else {
                        proposals[place] = proposal;
                    }
                    (at, number) = (place, number - 1);
                }
            }
            Err(NoAnswer::Stopped) => return Ok(()),
        }
    }
    Ok(())
}

/// Shows a proposal with the words on which it rests.
fn shown(proposal: &ProposedClaim, text: &str) -> String {
    let quote = one_line(text, &proposal.quote);
    let mut lines = vec![format!("  “{}”", safe(&quote))];
    let speaker = proposal.speaker.as_ref();
    let speaker = speaker.map(|words| one_line(text, words));
    let by = proposal.by.clone().or(speaker);
    for (key, words) in [
        ("event", proposal.event.as_deref()),
        ("attribute", proposal.attribute.as_deref()),
        ("value", Some(words(&proposal.value).as_str())),
        ("by", by.as_deref()),
    ] {
        let words = words.map_or("…".to_owned(), |words| safe(words).into_string());
        let is_own = key == "by" && words == "…";
        if !is_own {
            lines.push(format!("  {key:<9} {words}"));
        }
    }
    let notes = proposal.notes.iter();
    lines.extend(notes.map(|note| format!("  ! {}", said(*note))));
    lines.join("\n")
}

/// Returns a value in words.
fn words(value: &ProposedValue) -> String {
    match value {
        ProposedValue::Day(day) => day.to_string(),
        ProposedValue::Number(words)
        | ProposedValue::Date(words)
        | ProposedValue::Answer(words)
        | ProposedValue::Name(words) => words.clone(),
    }
}

fn verdict(terminal: &mut Terminal) -> Result<Verdict, NoAnswer> {
    let question = Question {
        text: "Keep, change, drop, or later? [k/c/d/l]",
        help: "keep and change make a claim of it; < goes back, Ctrl-C leaves the rest for later",
        ..Question::default()
    };
    question.ask(terminal, &read_verdict)
}

/// Reads a verdict from its first letter.
fn read_verdict(answer: &str) -> Result<Verdict, String> {
    let answer = answer.to_lowercase();
    let mut fitting = VERDICTS.iter();
    let fits = fitting.find(|(word, _)| !answer.is_empty() && word.starts_with(&answer));
    fits.map(|(_, verdict)| *verdict)
        .ok_or_else(|| "type k, c, d or l".to_owned())
}

/// Does with a proposal what was decided. What a claim needs and the proposal lacks is asked.
fn decide(
    terminal: &mut Terminal,
    proposal: &mut ProposedClaim,
    text: &str,
    record: Option<&Record>,
    verdict: Verdict,
) -> Result<(), NoAnswer> {
    if matches!(verdict, Verdict::Drop | Verdict::Later) {
        return Ok(());
    }
    let asks_all = verdict == Verdict::Change;
    if asks_all || proposal.event.is_none() {
        let events = record.map(events).unwrap_or_default();
        let event = id(terminal, "Event:", proposal.event.as_deref(), &events)?;
        proposal.event = Some(event);
    }
    if asks_all || proposal.attribute.is_none() {
        let event = proposal.event.as_deref().unwrap_or_default();
        let attributes = record.map(|record| attributes(record, event, None));
        let attributes = attributes.unwrap_or_default();
        let known = proposal.attribute.as_deref();
        proposal.attribute = Some(id(terminal, "Attribute:", known, &attributes)?);
    }
    if asks_all {
        value(terminal, proposal)?;
        by(terminal, proposal, text, record)?;
    }
    proposal.confirmed = true;
    Ok(())
}

/// Asks for an id. One that is new is to be declared: `check` says so.
fn id(
    terminal: &mut Terminal,
    text: &str,
    known: Option<&str>,
    choices: &[PromptChoice],
) -> Result<String, NoAnswer> {
    let question = Question {
        text,
        help: "an id of the topic; a new one is to be declared in topic.toml",
        initial: known.unwrap_or_default(),
        choices,
        look: None,
    };
    question.ask(terminal, &|answer| match prompt::meant(choices, answer) {
        Meant::Choice(id) | Meant::Perhaps(id) if !answer.is_empty() => Ok(id),
        _ if slug(answer).is_empty() => {
            Err("this is needed; Ctrl-C leaves the rest for later".to_owned())
        }
        _ => Ok(slug(answer)),
    })
}

fn value(terminal: &mut Terminal, proposal: &mut ProposedClaim) -> Result<(), NoAnswer> {
    let question = Question {
        text: "Value:",
        help: "as the source words it",
        initial: &words(&proposal.value),
        ..Question::default()
    };
    let typed = question.needed(terminal)?;
    if typed != words(&proposal.value) {
        proposal.value = match proposal.value {
            ProposedValue::Number(_) => ProposedValue::Number(typed),
            ProposedValue::Date(_) | ProposedValue::Day(_) => ProposedValue::Date(typed),
            ProposedValue::Answer(_) => ProposedValue::Answer(typed),
            ProposedValue::Name(_) => ProposedValue::Name(typed),
        };
    }
    Ok(())
}

fn by(
    terminal: &mut Terminal,
    proposal: &mut ProposedClaim,
    text: &str,
    record: Option<&Record>,
) -> Result<(), NoAnswer> {
    let speakers = record.map(speakers).unwrap_or_default();
    let said = proposal.speaker.as_ref();
    let said = proposal
        .by
        .clone()
        .or(said.map(|words| one_line(text, words)));
    let question = Question {
        text: "Who says so:",
        help: "nothing if the article itself does; else whom it quotes: an id or a name",
        initial: said.as_deref().unwrap_or_default(),
        choices: &speakers,
        look: None,
    };
    proposal.by = question.optional(terminal, |_| None)?;
    proposal.speaker = None;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_decides() {
        for (answer, verdict) in [
            ("k", Some(Verdict::Keep)),
            ("Change", Some(Verdict::Change)),
            ("dr", Some(Verdict::Drop)),
            ("l", Some(Verdict::Later)),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(read_verdict(answer).ok(), verdict, "{answer}");
        }
    }
}
