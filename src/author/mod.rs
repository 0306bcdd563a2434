//! Writing claims: which file they go into, the TOML that is added there, and what comes of it.
//!
//! Pure functions from texts to texts. What is written was read and compared first, as if it were in
//! its file: a claim that the reader would not take is not written.

mod destination;
mod effects;
#[cfg(test)]
mod tests;
mod toml_text;

use crate::load::raw::Raw;
use crate::load::raw::bare;
use crate::model::{AttributeId, Record, Value};
use crate::resolve;
use crate::wording::Problem;

pub(crate) use destination::{Destination, attribute, destination, destination_at, speaker};
pub(crate) use effects::{Effects, effects};
pub(crate) use toml_text::{KeyLine, appended, table};

/// Reads what words would mean for an attribute, as they would be written.
pub(crate) fn value(
    record: &Record,
    attribute: AttributeId,
    words: &[String],
) -> Result<Value, Problem> {
    let kind = record[attribute].kind;
    match words {
        [one] if toml_text::is_bare(one, kind) => {
            resolve::value(record, attribute, &bare(one), one)
        }
        [one] => resolve::value(record, attribute, &Raw::Text(one.clone()), one),
        several => {
            let list = Raw::List(several.iter().cloned().map(Raw::Text).collect());
            resolve::value(record, attribute, &list, &several.join(", "))
        }
    }
}
