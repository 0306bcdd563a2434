//! All tests of the whole program, in one binary so that they link once.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on must fail"
)]

mod base;
mod cli;
mod diff_cli;
#[cfg(unix)]
mod github;
mod hide;
mod init;
mod layers;
mod links;
mod lsp;
mod new;
mod orders;
mod readme;
mod repository;
mod scale;
mod snapshot;
mod support;
mod surroundings;
#[cfg(target_os = "linux")]
mod terminal;
mod watch;
mod wire;
