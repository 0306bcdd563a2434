//! The conversation: one question after the other, what the answers come to, and a last word before
//! anything is written.

mod steps;
mod value;
mod words;

use std::process::ExitCode;

use super::super::Failure;
use super::super::output;
use super::super::prompt::{NoAnswer, Terminal};
use super::NewArgs;
use super::draft::ClaimsFolder;
use super::entry::ClaimEntry;
use super::unfinished::Unfinished;
use steps::Talk;
use words::STEPS;

/// Why the conversation ended before its end.
enum Interrupted {
    Stopped,
    Failed(Failure),
}

impl From<Failure> for Interrupted {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Asks for what was not given, shows what it comes to, and writes it if that is wished.
pub(super) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    // Without the folder there is nowhere to keep an answer.
    ClaimsFolder::open(&args.folder)?;
    let unfinished = Unfinished::in_folder(&args.folder);
    let terminal = Terminal::open();
    let mut terminal =
        terminal.map_err(|_| Failure("there is no terminal to ask at".to_owned()))?;
    let mut entry = begun(&mut terminal, args, &unfinished);
    let mut event = None;
    loop {
        match claim(&mut terminal, args, &mut entry, event.as_deref()) {
            Ok(another) => {
                // A file that stays is offered again, and can be declined.
                let _ = unfinished.forget();
                if !another {
                    return Ok(ExitCode::SUCCESS);
                }
            }
            Err(ended) => return stopped(ended, &unfinished, &entry, event.is_some()),
        }
        event = entry.with_ids().event;
        entry = ClaimEntry {
            source: entry.source,
            url: entry.url,
            ..ClaimEntry::default()
        };
    }
}

/// Returns the entry with which to begin: what was given by options, else what was kept, if that is wished.
fn begun(terminal: &mut Terminal, args: &NewArgs, unfinished: &Unfinished) -> ClaimEntry {
    let given = args.entry.clone();
    let kept = unfinished.kept().filter(|_| given.flags().is_empty());
    let Some(kept) = kept else { return given };
    let flags = kept.flags().join("\n  ");
    output::tell(&format!("A claim was begun and not finished:\n  {flags}"));
    match terminal.confirm("Go on with it?", true) {
        Ok(true) => kept,
        _ => given,
    }
}

/// Ends a conversation before its end, and keeps the answers.
fn stopped(
    ended: Interrupted,
    unfinished: &Unfinished,
    entry: &ClaimEntry,
    has_written: bool,
) -> Result<ExitCode, Failure> {
    let kept = !entry.flags().is_empty() && unfinished.keep(entry);
    let kept = if kept {
        "; your answers are kept: `crosscheck new` offers to go on"
    } else {
        ""
    };
    match ended {
        Interrupted::Failed(Failure(told)) => Err(Failure(format!("{told}{kept}"))),
        Interrupted::Stopped if has_written => {
            output::tell(&format!("nothing more was written{kept}"));
            Ok(ExitCode::SUCCESS)
        }
        Interrupted::Stopped => {
            output::tell(&format!("nothing was written{kept}"));
            Ok(ExitCode::from(2))
        }
    }
}

/// Asks for one claim and writes it. Returns true if another one is wished.
fn claim(
    terminal: &mut Terminal,
    args: &NewArgs,
    entry: &mut ClaimEntry,
    event: Option<&str>,
) -> Result<bool, Interrupted> {
    let mut talk = Talk::new(terminal, args, entry.clone(), event)?;
    let mut asked = Vec::new();
    let mut at = 0;
    loop {
        let answered = match STEPS.get(at) {
            Some(step) if !talk.wants(*step) => {
                at += 1;
                continue;
            }
            Some(step) => talk.ask(*step),
            None => match last_word(&mut talk) {
                Ok(true) => break,
                Ok(false) => Err(NoAnswer::Stopped),
                Err(LastWord::NoAnswer(none)) => Err(none),
                Err(LastWord::Failed(failure)) if asked.is_empty() => return Err(failure.into()),
                Err(LastWord::Failed(Failure(told))) => {
                    output::tell(&format!("\n{told}\n"));
                    Err(NoAnswer::Back)
                }
            },
        };
        *entry = talk.entry.clone();
        match answered {
            Ok(()) => {
                asked.push(at);
                at += 1;
            }
            Err(NoAnswer::Back) => at = asked.pop().unwrap_or(at),
            Err(NoAnswer::Again) => {}
            Err(NoAnswer::Stopped) => return Err(Interrupted::Stopped),
        }
    }
    // What is written stays, whatever is answered.
    Ok(talk
        .terminal
        .confirm("Another claim of this source?", false)
        .unwrap_or(false))
}

/// Why a claim is not written yet.
enum LastWord {
    NoAnswer(NoAnswer),
    Failed(Failure),
}

impl From<Failure> for LastWord {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Shows what the answers come to, and writes it if that is wished. Returns true if it was written.
fn last_word(talk: &mut Talk<'_>) -> Result<bool, LastWord> {
    let entry = talk.entry.with_ids();
    let folder = talk.folder()?;
    let draft = folder.draft(&entry, talk.file())?;
    draft.fits(true)?;
    output::tell(&format!("\n{}\n\n", draft.added()));
    draft.tell_standing()?;
    let doubts = draft.doubts();
    if !doubts.is_empty() {
        output::tell(&format!("\n{doubts}"));
    }
    let question = if doubts.is_empty() {
        "Write it?"
    } else {
        "Write it all the same?"
    };
    if !talk
        .terminal
        .confirm(question, doubts.is_empty())
        .map_err(LastWord::NoAnswer)?
    {
        return Ok(false);
    }
    draft.write()?;
    draft.tell_written()?;
    Ok(true)
}
