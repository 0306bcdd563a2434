//! Checks conflicting reports: who contradicts whom, by how much, and on whose word.
//!
//! A claim file goes in at one end and a table comes out at the other. Each step is a function of
//! the one before it: [`load`] reads the files, [`resolve`] turns their tables into the [`model`]
//! (with [`wording`] to say what each value means), [`question`] groups the claims, [`compare`]
//! holds them against each other, [`finding`] says what was found, [`report`] gathers and selects,
//! and [`render`] words it. [`sources`] and [`crux`] ask a finished report further questions: who leans
//! where, and what to check next.
//!
//! For those who write claims, [`draft`] proposes some from an article, to be confirmed by people,
//! [`author`] says what a new claim would come to before it is written, and [`editor`] answers what an
//! editor asks meanwhile.
//!
//! ```
//! use crosscheck::{load, page, render::{self, Style}, report::{Report, Selection}};
//!
//! let loaded = load::load_texts([
//!     ("army.toml", "[[claim]]\nevent = 'clash'\nattribute = 'killed'\nvalue = 23\n"),
//!     ("rebels.toml", "[[claim]]\nevent = 'clash'\nattribute = 'killed'\nvalue = 'over 50'\n"),
//! ]);
//! let report = Report::of(loaded, &Selection::default());
//! assert_eq!(report.summary().contradicted, 1);
//! assert_eq!(report.comparisons[0].contradicting_pairs(), 1);
//! let style = Style { width: 80, color: false };
//! render::table::table(&page::report(&report), &style, &mut std::io::stdout())?;
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod accounts;
pub mod author;
#[cfg(feature = "cli")]
pub mod cli;
pub mod code;
pub mod compare;
pub mod crux;
pub mod diagnostic;
pub mod diff;
pub mod draft;
pub mod editor;
pub mod files;
pub mod finding;
pub mod identity;
pub mod load;
mod message;
pub mod model;
pub mod page;
pub mod parallel;
mod phrase;
pub mod question;
pub mod render;
pub mod report;
pub mod resolve;
pub mod safe;
pub mod sources;
pub mod system;
#[cfg(test)]
mod testing;
pub mod wire;
pub mod wording;

/// What the tests beside the code share with those in `tests/` names the library by its name.
#[cfg(test)]
extern crate self as crosscheck;
