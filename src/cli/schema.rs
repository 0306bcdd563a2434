//! `crosscheck schema`

use std::process::ExitCode;

use crate::load::schema;
use crate::wire;
use clap::ValueEnum;

use super::Failure;
use super::output;

/// The arguments of `schema`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SchemaArgs {
    /// Print the schema of this
    #[arg(value_enum, default_value = "claims", value_name = "WHAT")]
    what: What,
}

/// What a schema is of.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Claim files, for editors
    Claims,
    /// The JSON of `crosscheck report`, for programs that read it
    Report,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck schema > crosscheck.schema.json   write it beside the folder of claims
  crosscheck schema report                     what `report --format json` prints

The first line of a claim file in that folder is then:
  #:schema ../crosscheck.schema.json
Editors with taplo or Tombi (in VS Code: Even Better TOML, Tombi) complete keys,
say what each is for, and mark what cannot be in a claim file.";

/// Prints a JSON Schema.
pub(super) fn run(args: &SchemaArgs) -> Result<ExitCode, Failure> {
    output::text(match args.what {
        What::Claims => schema::schema(),
        What::Report => wire::report_schema(),
    })
}
