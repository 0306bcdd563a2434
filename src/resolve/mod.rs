//! From shapes to the model: names are looked up, values are read, provenance is followed. What
//! cannot be read costs the claim or the key, and is told; nothing else is lost.

mod attributes;
mod checks;
mod claims;
mod declarations;
mod desk;
mod details;
mod proposals;
mod provenance;
mod quotes;
mod relays;
mod resolutions;
mod rules;
mod supersedes;
mod texts;
mod values;
mod wholes;

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::load::Kept;
use crate::load::reader::Tables;
use crate::load::row::Rows;
use crate::load::shape::Raw;
use crate::load::words::Words;
use crate::model::{AttributeId, Record, Value};
use crate::wording::Problem;
use desk::Desk;
use values::{Reading, Sense};

pub use details::{Details, details, of_each};

/// What a value would mean for an attribute, in its own unit: as TOML has it, and as it stands in a file.
pub fn value(
    record: &Record,
    attribute: AttributeId,
    raw: &Raw,
    text: &str,
) -> Result<Value, Problem> {
    let declared = &record[attribute];
    let Sense {
        written,
        meaning,
        slip,
    } = values::read(&Reading { raw, text }, declared.kind, declared)?;
    Ok(Value {
        attribute,
        written,
        meaning,
        slip,
        unit: None,
        converted: false,
    })
}

/// Looks up everything that the tables name and reads every value.
pub fn resolve(
    files: &Files,
    tables: &[Tables],
    rows: Rows,
    words: &Words,
    kept: &Kept,
) -> (Record, Vec<Diagnostic>) {
    let mut desk = Desk::new(files, words, kept);
    let topics = declarations::topics(&mut desk, tables);
    declarations::parties(&mut desk, tables, &topics);
    declarations::speakers(&mut desk, tables, &rows, &topics);
    declarations::events(&mut desk, tables, &topics);
    wholes::link(&mut desk, tables, &topics);
    attributes::attributes(&mut desk, tables, &topics);
    rules::rules(&mut desk, tables, &topics);
    attributes::undeclared(&mut desk, tables, &rows, &topics);
    let read = claims::claims(&mut desk, tables, rows, &topics);
    relays::check(&mut desk);
    provenance::follow(&mut desk);
    supersedes::link(&mut desk, &read.marks);
    resolutions::resolutions(&mut desk, tables, &topics);
    checks::check(&mut desk);
    quotes::check(&mut desk);
    proposals::check(&mut desk, &read.proposals);
    texts::check(&mut desk, tables);
    (desk.record, desk.diagnostics)
}
