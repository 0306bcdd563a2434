//! Diagnostics and findings made showable, once: [`Message`] has the sentence, the help, the places with
//! their labels and what an editor wrote. Every format renders messages, and none words anything itself.

mod arithmetic;
mod counts;
mod data;
mod diagnostic;
mod finding;
mod help;
mod hints;
mod ranked;
mod resolution;
#[cfg(test)]
mod tests;
mod title;

pub(crate) use arithmetic::{clash, occasion, on, own};
pub(crate) use counts::{counts, not_denied, open_topics};
pub(crate) use data::{Label, Message, Scope};
pub(crate) use finding::{value_label, value_place};
pub(crate) use hints::hints;
pub(crate) use ranked::{Ranked, ranked};
pub(crate) use resolution::resolution;
pub(crate) use title::{fell, title};
