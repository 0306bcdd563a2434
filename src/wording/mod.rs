//! The meaning of words: from a value as written to the set of things that it leaves possible.
//!
//! Everything here is a pure function of the words. Nothing is looked up and nothing is compared.

mod anchors;
pub(crate) mod answer;
pub(crate) mod date;
mod digits;
pub(crate) mod fold;
pub(crate) mod guess;
pub(crate) mod hedge;
pub(crate) mod language;
pub(crate) mod lexer;
mod literal;
pub(crate) mod near;
pub(crate) mod number;
mod numeral;
pub(crate) mod prose;
pub(crate) mod quote;
mod sieve;
pub(crate) mod verbatim;

/// The reason why words could not be read, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The fault, as a sentence without its full stop.
    pub(crate) what: String,
    /// The advice, in the imperative.
    pub(crate) help: String,
}

impl Problem {
    /// Creates a problem with its advice.
    pub(crate) fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: help.into(),
        }
    }
}
