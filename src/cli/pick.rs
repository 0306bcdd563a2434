//! The selection of questions by id and day.

use crate::load::suggest::nearest;
use crate::report::{Report, Selection, Until};

use super::Failure;
use super::completions;

/// The argument that names a day to look back to.
#[derive(clap::Args)]
pub(super) struct AsOfArgs {
    /// Show the record as it was at the end of this day, without what came later
    #[arg(long, value_name = "DATE", value_parser = Until::read)]
    pub(super) as_of: Option<Until>,
}

/// The arguments that select questions by id.
#[derive(clap::Args)]
pub(super) struct SelectionArgs {
    /// Show only these events, by id
    #[arg(long, value_delimiter = ',', value_name = "ID", add = completions::events())]
    event: Vec<String>,
    /// Show only these attributes, by id
    #[arg(long, value_delimiter = ',', value_name = "ID", add = completions::attributes())]
    attribute: Vec<String>,
    /// Show only questions on which these sources, speakers or publishers have claims, by id
    #[arg(long, value_delimiter = ',', value_name = "ID", add = completions::sources())]
    source: Vec<String>,
    #[command(flatten)]
    back: AsOfArgs,
}

impl SelectionArgs {
    /// Returns the selection of the questions with these ids.
    pub(super) fn selection(&self) -> Selection {
        Selection {
            events: self.event.clone(),
            attributes: self.attribute.clone(),
            sources: self.source.clone(),
            until: self.back.as_of.clone(),
            ..Selection::default()
        }
    }

    /// Checks that every id occurs: an empty report would hide a slip of the hand.
    ///
    /// # Errors
    ///
    /// Returns a failure that names the first id that occurs nowhere.
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

/// Checks that all of these are ids of events.
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
