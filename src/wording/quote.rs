//! Quotes.
use super::number::Domain;
use crate::model::{About, Decimal, Interval};
/// Fit.
pub enum Fit {
    /// a
    Fits,
    /// b
    NothingToCompare,
    /// c
    Lacks {
        /// d
        found: Vec<String>,
    },
    /// e
    LacksHedge {
        /// f
        found: Vec<String>,
    },
}
/// n
pub fn number_fits(_: &str, _: &Interval, _: &[Decimal], _: Domain, _: &About) -> Fit {
    Fit::Fits
}
/// d
pub fn date_fits(_: &str, _: Option<jiff::civil::Date>, _: Option<jiff::civil::Date>) -> Fit {
    Fit::Fits
}
