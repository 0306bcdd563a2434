//! table
use crate::report::Report;
/// x
pub fn table(_: &Report, _: u16, _: bool) -> String { String::new() }
