//! Writing claims: which file they go into, the TOML that stands there then, and what comes of it.
//!
//! Pure functions from texts to texts. What is written was read and compared first, as if it stood in
//! its file: a claim that the reader would not take is not written.

mod place;
mod toml_text;
mod weigh;

use crate::load::raw::Raw;
use crate::load::raw::bare;
use crate::model::{AttributeId, Record, Value};
use crate::resolve;
use crate::wording::Problem;

pub use place::{Place, Refusal, attribute, place, place_at, speaker};
pub use toml_text::{Line, appended, table};
pub use weigh::{Weighed, weigh};

/// What words would mean for an attribute, as they would be written.
pub fn value(record: &Record, attribute: AttributeId, words: &[String]) -> Result<Value, Problem> {
    let kind = record[attribute].kind;
    let text = |word: &String| Raw::Text(word.clone());
    match words {
        [one] if toml_text::is_bare(one, kind) => {
            resolve::value(record, attribute, &bare(one), one)
        }
        [one] => resolve::value(record, attribute, &text(one), one),
        several => {
            let list = Raw::List(several.iter().map(text).collect());
            resolve::value(record, attribute, &list, &several.join(", "))
        }
    }
}
