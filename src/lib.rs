//! Checks conflicting reports: who contradicts whom, by how much, and on whose word.
//!
//! Claim files go in at one end, and a page or a document comes out at the other:
//!
//! - [`report`] reads claims, compares them, and selects: a [`Report`](report::Report) holds everything
//!   that is known at the end, and decides the exit status.
//! - [`sources`] and [`crux`] ask a finished report further questions: who leans where, and what to check
//!   next. [`diff`] says what changed from one report to another.
//! - [`page`] makes sections of what is known, and [`wire`] the JSON, which can be read back.
//! - [`render`] writes a page, the messages about the files or a document, one function a format.
//! - [`code`] has the stable codes of all that can be said, and [`safe`] makes words of strangers harmless.
//!
//! ```
//! use crosscheck::page;
//! use crosscheck::render::{self, Style};
//! use crosscheck::report::{Report, Selection};
//!
//! let report = Report::read(&["claims"], &Selection::default())?;
//! assert!(report.summary().contradicted > 0);
//! let style = Style::plain(80);
//! render::table(&page::report(&report), &style, &mut std::io::stdout())?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The numbers themselves are in the documents of [`wire`], as plain data:
//!
//! ```
//! use crosscheck::report::{Report, Selection};
//! use crosscheck::wire::ReportJson;
//!
//! let report = Report::from_texts(
//!     [
//!         ("army.toml", "[[claim]]\nevent = 'clash'\nattribute = 'killed'\nvalue = 23\n"),
//!         ("rebels.toml", "[[claim]]\nevent = 'clash'\nattribute = 'killed'\nvalue = 'over 50'\n"),
//!     ],
//!     &Selection::default(),
//! );
//! let document = ReportJson::new(&report);
//! let mut questions = document.events.into_iter().flat_map(|event| event.questions);
//! assert!(questions.all(|question| question.outcome == "contradicted"));
//! ```
//!
//! The feature `cli`, on by default, adds the program with the crates that only it needs.

#![cfg_attr(
    not(feature = "cli"),
    expect(
        dead_code,
        unused_imports,
        reason = "without the program nobody asks for what only its commands use"
    )
)]

mod accounts;
#[cfg(feature = "cli")]
mod author;
#[cfg(feature = "cli")]
pub mod cli;
pub mod code;
mod compare;
pub mod crux;
mod diagnostic;
pub mod diff;
#[cfg(feature = "cli")]
mod draft;
#[cfg(feature = "cli")]
mod editor;
mod files;
mod finding;
mod identity;
mod load;
mod message;
mod model;
pub mod page;
mod parallel;
mod phrase;
mod question;
pub mod render;
pub mod report;
mod resolve;
pub mod safe;
pub mod sheet;
pub mod sources;
mod speech;
mod system;
#[cfg(test)]
mod testing;
mod touched;
mod vocabulary;
pub mod wire;
mod wording;

// What the tests beside the code share with those in `tests/` names the library by its name.
#[cfg(test)]
extern crate self as crosscheck;

/// Runs what the page about the library shows.
#[cfg(doctest)]
#[doc = include_str!("../docs/library.md")]
struct LibraryPage;
