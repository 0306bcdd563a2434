//! Pages: a report, or an answer to a further question, as sections of data. What to say and in which order
//! is decided here, once for all formats; how it looks is left to each of them.

mod accused;
mod added;
mod address;
mod agreed;
mod bound;
mod changes;
mod check;
mod comment;
mod context;
mod contradicted;
mod crux;
mod diff;
mod excerpt;
mod footnotes;
mod head;
mod implied;
mod layout;
mod leaning;
mod lists;
mod losses;
mod one_speaker;
mod outline;
mod positions;
mod ratio;
mod replacements;
mod revised;
mod speakers;
mod sums;
#[cfg(test)]
mod testing;
mod unknown;
mod widest;

use crate::crux::Crux;
use crate::diff::Diff;
use crate::model::ClaimId;
use crate::report::Report;
use crate::sources::Sources;
use context::PageContext;
use footnotes::Footnotes;

pub(crate) use address::{Address, Copy};
pub(crate) use layout::{
    Block, Cell, CellLine, Column, Emphasis, Layout, Medium, Narrow, Page, Role, Section, Table,
    TableRow,
};

/// GitHub takes 65,536 characters; what is around a comment may need some.
const MOST_BYTES: usize = 60_000;

/// Makes the page of a report.
///
/// ```
/// use crosscheck::page;
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let style = Style::plain(80);
/// render::table(&page::report(&report), &style, &mut std::io::stdout())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn report(report: &Report) -> Page {
    let (context, mut notes) = (PageContext::new(report), Footnotes::default());
    if let Some(all) = report.contradicted_in_all {
        let (titles, head) = (head::titles(&context), head::lines(&context));
        return Page::new(titles, head, [widest::section(&context, all)]);
    }
    let sections = [
        contradicted::section(&context, &mut notes),
        sums::section(&context),
        implied::section(&context),
        check::section(&context, &mut notes),
        losses::section(&context, &mut notes),
        accused::section(&context, &mut notes),
        agreed::section(&context, &mut notes),
        revised::section(&context),
        one_speaker::section(&context, &mut notes),
        unknown::section(&context),
        notes.section(),
    ];
    Page::new(head::titles(&context), head::lines(&context), sections)
}

/// Makes the page on who leans where, and how each speaker fares.
///
/// ```
/// use crosscheck::page;
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Report, Selection};
/// use crosscheck::sources::Sources;
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let sources = Sources::new(&report);
/// let style = Style::plain(80);
/// render::table(&page::sources(&report, &sources), &style, &mut std::io::stdout())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sources(report: &Report, sources: &Sources) -> Page {
    let context = PageContext::new(report);
    let sections = [
        leaning::section(&context, sources),
        speakers::section(&context, sources),
    ];
    Page::new(head::titles(&context), head::basis(&context), sections)
}

/// Makes the page on what to check first.
///
/// ```
/// use crosscheck::crux::Crux;
/// use crosscheck::page;
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let crux = Crux::new(&report, &[], 3);
/// let style = Style::plain(80);
/// render::table(&page::crux(&report, &crux), &style, &mut std::io::stdout())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn crux(report: &Report, crux: &Crux) -> Page {
    let context = PageContext::new(report);
    let mut head = head::basis(&context);
    if crux.groups.is_empty() {
        head.push("Nothing contradicts.".into());
    }
    let section = crux::section(&context, crux);
    Page::new(head::titles(&context), head, [section])
}

/// Makes the page on new claims: what they mean, and how they relate to what others say.
pub(crate) fn added(report: &Report, claims: &[ClaimId]) -> Page {
    let section = added::section(&PageContext::new(report), claims);
    Page {
        sections: vec![section],
        ..Page::default()
    }
}

/// Makes the page on what changed.
///
/// ```
/// use crosscheck::diff::{Diff, State};
/// use crosscheck::page;
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let now = State::from(&report);
/// let diff = Diff::new(&now, &now);
/// let style = Style::plain(80);
/// render::table(&page::diff(&diff), &style, &mut std::io::stdout())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diff(diff: &Diff<'_>) -> Page {
    Page {
        lead: Some(changes::headline(diff)),
        ..Page::new(Vec::new(), changes::counts(diff), diff::sections(diff))
    }
}

/// Makes the page on what changed as a comment on a pull request.
///
/// ```
/// use crosscheck::diff::{Diff, State};
/// use crosscheck::page;
/// use crosscheck::render::{self, Style};
/// use crosscheck::report::{Report, Selection};
///
/// let report = Report::read(&["claims"], &Selection::default())?;
/// let now = State::from(&report);
/// let page = page::comment(&Diff::new(&now, &now));
/// let style = Style::plain(80);
/// render::markdown(&page, &style, &mut std::io::stdout())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn comment(diff: &Diff<'_>) -> Page {
    Page {
        lead: Some(changes::headline(diff)),
        medium: Medium::Comment {
            most_bytes: MOST_BYTES,
            whole: "crosscheck diff",
        },
        ..Page::new(Vec::new(), changes::counts(diff), comment::sections(diff))
    }
}
