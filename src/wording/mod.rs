//! What words mean: from a value as written to the set of things it leaves possible.
//!
//! Pure functions of the words. Nothing is looked up here and nothing is compared.

pub mod answer;
pub mod date;
pub mod fold;
pub mod hedge;
pub(crate) mod lexer;
pub mod number;
mod numeral;
pub mod prose;
pub mod quote;
mod sieve;
pub mod verbatim;

/// Why words could not be read, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub help: String,
}

impl Problem {
    /// A problem and its cure.
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
        }
    }
}
