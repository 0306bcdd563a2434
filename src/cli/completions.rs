//! `crosscheck completions`, and what a shell asks while somebody types.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::load::{Glimpse, Overlay};
use crate::model::Name;
use crate::report::{Report, Selection};
use crate::safe::safe;
use crate::wording::fold::slug;
use clap::CommandFactory;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};

use super::output;
use super::{Cli, Failure};

/// The variable by which a shell says that it asks.
const ASKS: &str = "CROSSCHECK_COMPLETE";

/// Of more claims than this, in bytes, no ids are offered: a shell must not wait.
const MOST_BYTES: u64 = 16 << 20;

/// The arguments of `completions`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompletionsArgs {
    /// Print the script for this shell
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  bash, in ~/.bashrc        source <(crosscheck completions bash)
  zsh, in ~/.zshrc          source <(crosscheck completions zsh)
  fish, in config.fish      crosscheck completions fish | source
  PowerShell, in $PROFILE   crosscheck completions powershell | Out-String | iex

The shell then asks the program: it completes commands, options, and the ids of
events, attributes and sources in the folder claims.";

/// Prints what makes a shell ask.
pub(super) fn run(args: &CompletionsArgs) -> Result<ExitCode, Failure> {
    let name = env!("CARGO_PKG_NAME");
    let shells = Shells::builtins();
    let shell = args.shell.to_string();
    let Some(shell) = shells.completer(&shell) else {
        return Err(Failure(format!("there is no completion for {shell}")));
    };
    // Into memory first: the generator knows nothing of a closed pipe.
    let mut script = Vec::new();
    shell
        .write_registration(ASKS, name, name, name, &mut script)
        .map_err(|error| Failure(error.to_string()))?;
    output::text(script)
}

/// Answers a shell that asks, and ends the process. Otherwise nothing happens.
pub(super) fn answer() {
    if std::env::var_os(ASKS).is_some() {
        CompleteEnv::with_factory(Cli::command).var(ASKS).complete();
    }
}

/// Completes the id of an event.
pub(super) fn events() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        offered(typed, |report| {
            let events = report.record.events.iter();
            events
                .map(|event| (&event.name, event.title.as_str()))
                .collect()
        })
    })
}

/// Completes the id of an attribute.
pub(super) fn attributes() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        offered(typed, |report| {
            let attributes = report.record.attributes.iter();
            attributes
                .map(|known| (&known.name, known.label.as_str()))
                .collect()
        })
    })
}

/// Completes the id of a source, a speaker or a publisher.
pub(super) fn sources() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        offered(typed, |report| {
            let speakers = report.record.speakers.iter();
            speakers
                .map(|known| (&known.name, known.full.as_str()))
                .collect()
        })
    })
}

/// Completes the id of a party.
pub(super) fn parties() -> ArgValueCompleter {
    ArgValueCompleter::new(|typed: &OsStr| {
        offered(typed, |report| {
            let parties = report.record.parties.iter();
            parties
                .map(|known| (&known.name, known.full.as_str()))
                .collect()
        })
    })
}

/// Returns what begins with the last of the ids that are typed, with those before it. Whatever goes wrong, nothing is offered:
/// a shell has no place for an error.
fn offered(
    typed: &OsStr,
    named: impl Fn(&Report) -> Vec<(&Name, &str)>,
) -> Vec<CompletionCandidate> {
    let Some(typed) = typed.to_str() else {
        return Vec::new();
    };
    let (before, last) = typed.rsplit_once(',').unwrap_or(("", typed));
    let before = match before {
        "" => String::new(),
        before => format!("{before},"),
    };
    let Some(report) = claims() else {
        return Vec::new();
    };
    let mut known = named(&report);
    known.sort_by_key(|(name, _)| name.id.as_str());
    known.dedup_by_key(|(name, _)| name.id.as_str());
    // What is no id may be anything: it is not put on a command line.
    let known = known
        .into_iter()
        .filter(|(name, _)| name.id.starts_with(last) && slug(&name.id) == name.id);
    let candidates = known.map(|(name, title)| {
        let help = safe(title).into_string();
        CompletionCandidate::new(format!("{before}{}", name.id)).help(Some(help.into()))
    });
    candidates.collect()
}

/// Reads the folder of claims, unless there is none, or so much that a shell would wait.
fn claims() -> Option<Report> {
    let folder = [PathBuf::from("claims")];
    if Glimpse::new(&folder).bytes() > MOST_BYTES {
        return None;
    }
    Report::read_over(&folder, &Overlay::new(), &Selection::default(), &|_, _| {}).ok()
}
