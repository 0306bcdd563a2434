//! `crosscheck schema`

use std::process::ExitCode;

use crate::load::schema;

use super::Failure;
use super::output;

/// The arguments of `schema`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SchemaArgs {}

const EXAMPLES: &str = "\
Examples:
  crosscheck schema > crosscheck.schema.json   write it beside the folder of claims

The first line of a claim file in that folder is then:
  #:schema ../crosscheck.schema.json
Editors with taplo or Tombi (in VS Code: Even Better TOML, Tombi) complete keys,
say what each is for, and mark what cannot be in a claim file.";

/// Prints the JSON Schema of claim files.
pub(super) fn run(_: &SchemaArgs) -> Result<ExitCode, Failure> {
    output::text(schema::schema())
}
