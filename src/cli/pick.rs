//! Which questions are asked for, by ids.

use crate::load::suggest::nearest;
use crate::report::{Report, Selection, Until};

use super::Failure;

/// The day to look back to.
#[derive(clap::Args)]
pub(super) struct AsOfArgs {
    /// The record as it stood at the end of this day, without what came later
    #[arg(long, value_name = "DATE", value_parser = until)]
    pub(super) as_of: Option<Until>,
}

fn until(words: &str) -> Result<Until, String> {
    Until::read(words).map_err(|problem| format!("{}; {}", problem.what, problem.help))
}

/// The ids that select questions.
#[derive(clap::Args)]
pub(super) struct SelectionArgs {
    /// Only these events, by id
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    event: Vec<String>,
    /// Only these attributes, by id
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    attribute: Vec<String>,
    /// Only questions on which these sources, speakers or publishers are heard, by id
    #[arg(long, value_delimiter = ',', value_name = "ID")]
    source: Vec<String>,
    #[command(flatten)]
    back: AsOfArgs,
}

impl SelectionArgs {
    /// The questions with these ids.
    pub(super) fn selection(&self) -> Selection {
        Selection {
            events: self.event.clone(),
            attributes: self.attribute.clone(),
            sources: self.source.clone(),
            until: self.back.as_of.clone(),
            ..Selection::default()
        }
    }

    /// An id that occurs nowhere is a slip of the hand: an empty report would hide it.
    pub(super) fn known(&self, report: &Report) -> Result<(), Failure> {
        let record = &report.record;
        let attributes = record
            .attributes
            .iter()
            .map(|attribute| attribute.name.id.as_str());
        let sources = record
            .speakers
            .iter()
            .map(|speaker| speaker.name.id.as_str());
        known_events(report, &self.event)?;
        known(
            "attribute",
            &self.attribute,
            &attributes.collect::<Vec<_>>(),
        )?;
        known("source", &self.source, &sources.collect::<Vec<_>>())
    }
}

/// Whether all of these are ids of events.
pub(super) fn known_events(report: &Report, wanted: &[String]) -> Result<(), Failure> {
    let events = report
        .record
        .events
        .iter()
        .map(|event| event.name.id.as_str());
    known("event", wanted, &events.collect::<Vec<_>>())
}

fn known(what: &str, wanted: &[String], ids: &[&str]) -> Result<(), Failure> {
    match wanted.iter().find(|id| !ids.contains(&id.as_str())) {
        None => Ok(()),
        Some(id) => {
            let near =
                nearest(id, ids.iter().copied()).map(|near| format!("; did you mean “{near}”?"));
            let next = "`crosscheck report --format json` lists all ids";
            Err(Failure(format!(
                "no {what} has the id “{id}”{}\n{next}",
                near.unwrap_or_default()
            )))
        }
    }
}
