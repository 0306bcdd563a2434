//! Writing claims: which file they go into, the TOML that stands there then, and what comes of it.
//!
//! Pure functions from texts to texts. What is written was read and compared first, as if it stood in
//! its file: a claim that the reader would not take is not written.

mod place;
mod toml_text;
mod weigh;

use crate::load::reader::bare;
use crate::load::shape::Raw;
use crate::model::Attribute;
use crate::render;
use crate::resolve;
use crate::wording::Problem;

pub use place::{Place, Refusal, attribute, place, place_at};
pub use toml_text::{Line, appended, table};
pub use weigh::{Weighed, weigh};

/// What words are taken to mean for an attribute, as a sentence without its subject.
pub fn meaning(attribute: &Attribute, words: &[String]) -> Result<String, Problem> {
    let text = |word: &String| Raw::Text(word.clone());
    let (raw, shown) = match words {
        [one] if toml_text::is_bare(one, attribute.kind) => (bare(one), one.clone()),
        [one] => (text(one), one.clone()),
        several => (Raw::List(several.iter().map(text).collect()), several.join(", ")),
    };
    let meant = resolve::meaning(attribute, &raw, &shown)?;
    Ok(render::meaning::meaning(attribute, &shown, &meant))
}
