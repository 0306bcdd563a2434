//! From shapes to the model: names are looked up, values are read, provenance is followed. What cannot be
//! read costs the claim or the key, and is diagnosed; nothing else is lost.

mod attributes;
mod attribution;
mod checks;
mod claims;
mod complaint;
mod declarations;
mod details;
mod inferred;
mod keys;
mod lookalikes;
mod measures;
mod proposals;
mod provenance;
mod quotes;
mod relays;
mod resolutions;
mod resolver;
mod rules;
mod scopes;
mod spellings;
mod supersedes;
#[cfg(test)]
mod testing;
mod texts;
mod units;
mod unused;
mod values;
mod wholes;
mod wide;
mod wires;

pub(crate) use self::provenance::follow_again;
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::load::raw::Raw;
use crate::load::row::Rows;
use crate::load::shape::Tables;
use crate::load::whole::WholeClaims;
use crate::load::words::Words;
use crate::model::{AttributeId, Record, Value};
use crate::wording::Problem;
use resolver::Resolver;
use values::{Meant, RawValue};

pub(crate) use details::{Details, details, map_details};

/// Reads a value of an attribute, in its own unit: as TOML has it, and as the file has it.
pub(crate) fn value(
    record: &Record,
    attribute: AttributeId,
    raw: &Raw,
    text: &str,
) -> Result<Value, Problem> {
    let declared = &record[attribute];
    let read = values::read(
        &RawValue { raw, text },
        declared.kind,
        declared,
        Meant {
            rounded: declared.rounded,
            ..Meant::default()
        },
    )?;
    Ok(read.into_value(attribute))
}

/// Looks up everything that the tables name and reads every value.
pub(crate) fn resolve(
    files: &Files,
    tables: &[Tables],
    rows: Rows,
    words: &Words,
    kept: &WholeClaims,
) -> (Record, Vec<Diagnostic>) {
    let mut resolver = Resolver::new(files, words, kept);
    let topics = declarations::topics(&mut resolver, tables);
    declarations::parties(&mut resolver, tables, &topics);
    declarations::speakers(&mut resolver, tables, &rows, &topics);
    declarations::events(&mut resolver, tables, &topics);
    wholes::link(&mut resolver, tables, &topics);
    scopes::scopes(&mut resolver, tables, &topics);
    attributes::attributes(&mut resolver, tables, &topics);
    rules::rules(&mut resolver, tables, &topics);
    inferred::kinds(&mut resolver, tables, &rows, &topics);
    let read = claims::claims(&mut resolver, tables, rows, &topics);
    relays::check(&mut resolver);
    provenance::follow(&mut resolver);
    supersedes::link(&mut resolver, &read.named);
    resolutions::resolutions(&mut resolver, tables, &topics);
    checks::check(&mut resolver);
    wide::check(&mut resolver);
    lookalikes::check(&mut resolver, &read.words);
    unused::check(&mut resolver, &topics);
    quotes::check(&mut resolver);
    proposals::check(&mut resolver, &read.proposals);
    texts::check(&mut resolver, tables);
    (resolver.record, resolver.diagnostics)
}
