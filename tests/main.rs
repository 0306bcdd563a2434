//! All tests of the whole program, in one binary so that they link once.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on must fail"
)]

mod accounts;
mod beside;
mod cli;
mod contest;
mod crux;
mod diff;
mod diff_cli;
mod draft;
mod editor;
mod formats;
mod history;
mod identity;
mod init;
mod invalid;
mod layers;
mod lsp;
mod new;
mod overlay;
mod programs;
mod properties;
mod proposed;
mod readme;
mod resolutions;
mod scale;
mod schema;
mod snapshot;
mod sources;
mod support;
mod surroundings;
mod watch;
mod wire;
