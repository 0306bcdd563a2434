//! All tests of the whole program, in one binary so that they link once.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on must fail")]

mod accounts;
mod beside;
mod cli;
mod contest;
mod crux;
mod draft;
mod formats;
mod history;
mod invalid;
mod layers;
mod properties;
mod proposed;
mod readme;
mod resolutions;
mod scale;
mod sources;
mod support;
