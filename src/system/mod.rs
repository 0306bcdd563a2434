//! Rules over numbers.

mod constraint;
mod rule;

pub use constraint::{Constraint, Item, Numbers, Relation};
pub use rule::{Rule, RuleFault};
