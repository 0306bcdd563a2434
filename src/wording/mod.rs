//! The meaning of words: from a value as written to the set of things that it leaves possible.
//!
//! Everything here is a pure function of the words. Nothing is looked up and nothing is compared.

pub mod answer;
pub mod date;
pub mod fold;
pub mod hedge;
pub mod language;
pub(crate) mod lexer;
pub mod number;
mod numeral;
pub mod prose;
pub mod quote;
mod sieve;
pub mod verbatim;

/// The reason why words could not be read, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The fault, as a sentence without its full stop.
    pub what: String,
    /// The advice, in the imperative.
    pub help: String,
}

impl Problem {
    /// Creates a problem with its advice.
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
        }
    }
}
