//! From shapes to the model: names are looked up, values are read, provenance is followed. What
//! cannot be read costs the claim or the key, and is told; nothing else is lost.

mod attributes;
mod checks;
mod claims;
mod declarations;
mod desk;
mod provenance;
mod supersedes;
mod values;

use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::load::reader::Tables;
use crate::model::Record;
use desk::Desk;

/// Looks up everything that the tables name and reads every value.
pub fn resolve(files: &Files, tables: &[Tables]) -> (Record, Vec<Diagnostic>) {
    let mut desk = Desk::new(files);
    let topics = declarations::topics(&mut desk, tables);
    declarations::parties(&mut desk, tables, &topics);
    declarations::speakers(&mut desk, tables, &topics);
    declarations::events(&mut desk, tables, &topics);
    attributes::attributes(&mut desk, tables, &topics);
    let drafts = claims::drafts(&mut desk, tables, &topics);
    attributes::undeclared(&mut desk, &drafts);
    let claims = claims::claims(&mut desk, drafts);
    provenance::follow(&mut desk, &claims);
    supersedes::link(&mut desk, &claims);
    checks::check(&mut desk, tables);
    (desk.record, desk.diagnostics)
}
