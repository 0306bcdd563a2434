//! The conversation: one question after the other, what the answers come to, and a last word before
//! anything is written.

use std::path::Path;
use std::process::ExitCode;

use crate::author;
use crate::model::{Kind, Record};
use crate::phrase::value::meaning;
use crate::safe::safe;
use crate::wording::date;
use crate::wording::fold::slug;

use super::super::Failure;
use super::super::output;
use super::NewArgs;
use super::draft::ClaimsFolder;
use super::entry::ClaimEntry;
use super::prompt::{self, PromptChoice, Stopped};

/// With more claims than this it takes too long to compare them all at every letter.
const MOST_COMPARED: usize = 20_000;

/// Why the conversation ended before its end.
enum Interrupted {
    Stopped,
    Failed(Failure),
}

impl From<Stopped> for Interrupted {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<Failure> for Interrupted {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Asks for what was not given, shows what it comes to, and writes it if that is wished.
pub(super) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    let mut entry = args.entry.clone();
    let mut event = None;
    loop {
        match claim(args, &mut entry, event.as_deref()) {
            Ok(true) => {}
            Ok(false) => return Ok(ExitCode::SUCCESS),
            Err(Interrupted::Failed(failure)) => return Err(failure),
            Err(Interrupted::Stopped) if event.is_some() => {
                output::tell("nothing more was written");
                return Ok(ExitCode::SUCCESS);
            }
            Err(Interrupted::Stopped) => {
                output::tell("nothing was written");
                return Ok(ExitCode::from(2));
            }
        }
        event.clone_from(&entry.event);
        entry = ClaimEntry {
            source: entry.source,
            url: entry.url,
            ..ClaimEntry::default()
        };
    }
}

/// Returns one claim. `true` where another one is wished.
fn claim(args: &NewArgs, entry: &mut ClaimEntry, event: Option<&str>) -> Result<bool, Interrupted> {
    let folder = ClaimsFolder::open(&args.folder)?;
    ask(&folder, entry, args.file.as_deref(), event)?;
    let draft = folder.draft(entry, args.file.as_deref())?;
    draft.fits(true)?;
    output::tell(&format!(
        "\nThis goes into {}:\n\n{}\n\n",
        draft.shown(),
        draft.added()
    ));
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
    if !prompt::confirm(question, doubts.is_empty())? {
        return Err(Interrupted::Stopped);
    }
    draft.write()?;
    draft.tell_written()?;
    // What is written stays, whatever is answered.
    Ok(prompt::confirm("Another claim of this source?", false).unwrap_or(false))
}

fn ask(
    folder: &ClaimsFolder,
    entry: &mut ClaimEntry,
    file: Option<&Path>,
    event: Option<&str>,
) -> Result<(), Interrupted> {
    let record = &folder.before.record;
    let speakers = speakers(record);
    if entry.source.is_none() && file.is_none() {
        let help = "whose words they are: an id or a name; type a new one to add it";
        entry.source = Some(prompt::needed("Source:", help, None, &speakers)?);
    }
    new_source(record, entry)?;
    if entry.event.is_none() {
        let help = "what happened: an id of topic.toml";
        entry.event = Some(prompt::one_of("Event:", help, event, &events(record))?);
    }
    // Where it cannot go anywhere, that is better told now than at the end.
    folder.place(entry, file)?;
    if entry.attribute.is_none() {
        let help = "what is claimed about it: an id of topic.toml";
        let choices = attributes(record, entry.event.as_deref().unwrap_or_default());
        entry.attribute = Some(prompt::one_of("Attribute:", help, None, &choices)?);
    }
    if entry.value.is_empty() {
        value(folder, entry, file)?;
    }
    rest(entry, &speakers)?;
    Ok(())
}

/// Returns what is to be known of a source without a file.
fn new_source(record: &Record, entry: &mut ClaimEntry) -> Result<(), Stopped> {
    let Some(source) = entry.source.as_deref() else {
        return Ok(());
    };
    if entry.name.is_some() || author::speaker(record, source).is_some() {
        return Ok(());
    }
    let help = "nobody has this id yet: a new file is made";
    entry.name = Some(prompt::needed(
        "Name of the new source:",
        help,
        Some(source),
        &[],
    )?);
    let parties: Vec<PromptChoice> = record
        .parties
        .iter()
        .map(|party| choice(&party.name.id, &party.full))
        .collect();
    if entry.party.is_none() && !parties.is_empty() {
        let help = "the side for which it speaks; Enter leaves it out";
        entry.party = prompt::optional("Side:", help, &parties, |_| None)?;
    }
    if entry.kind.is_none() {
        let help = "media, government, witness, or another word; Enter leaves it out";
        entry.kind = prompt::optional("What it is:", help, &[], |_| None)?;
    }
    Ok(())
}

/// Returns the value, with what it is taken to mean and contradicts below it.
fn value(
    folder: &ClaimsFolder,
    entry: &mut ClaimEntry,
    file: Option<&Path>,
) -> Result<(), Stopped> {
    let kind = kind(folder, entry, file);
    let so_far = entry.clone();
    let look = |typed: &str| {
        let entry = ClaimEntry {
            value: values(typed, kind),
            ..so_far.clone()
        };
        standing(folder, &entry, file)
    };
    let typed = prompt::watched("Value:", help(kind), &look)?;
    entry.value = values(&typed, kind);
    Ok(())
}

/// Returns what a value is taken to mean and how it stands to what others say; an error is what is wrong with it.
fn standing(
    folder: &ClaimsFolder,
    entry: &ClaimEntry,
    file: Option<&Path>,
) -> Result<Vec<String>, String> {
    let record = &folder.before.record;
    let place = folder.place(entry, file).map_err(|Failure(told)| told)?;
    let attribute = author::attribute(
        record,
        &place.file,
        entry.attribute.as_deref().unwrap_or_default(),
    );
    let meant = attribute.map(|attribute| {
        author::value(record, attribute, &entry.value).map(|value| {
            let meant = meaning(&record[attribute], &value);
            format!("leaves possible: {meant}")
        })
    });
    let meant = meant
        .transpose()
        .map_err(|problem| safe(&format!("{}: {}", problem.what, problem.help)).into_string())?;
    if record.claims.len() > MOST_COMPARED {
        return Ok(meant.into_iter().collect());
    }
    let draft = folder.draft(entry, file).map_err(|Failure(told)| told)?;
    Ok(draft.standing())
}

/// Asks for nothing that few claims have: that is left to flags and the editor.
fn rest(entry: &mut ClaimEntry, speakers: &[PromptChoice]) -> Result<(), Stopped> {
    let any = |_: &str| None;
    let skip = "Enter leaves it out";
    if entry.quote.is_none() {
        entry.quote = prompt::optional(
            "Quote:",
            "the words themselves, short; Enter leaves it out",
            &[],
            any,
        )?;
    }
    if entry.by.is_none() {
        let help = "only if the source repeats somebody else; Enter leaves it out";
        entry.by = prompt::optional("Who says so:", help, speakers, any)?;
    }
    if entry.as_of.is_none() {
        let help = "the day for which it was given, such as 2025-10-12; Enter leaves it out";
        entry.as_of = prompt::optional("As of:", help, &[], no_date)?;
    }
    if entry.url.is_none() {
        entry.url = prompt::optional("Address:", skip, &[], any)?;
    }
    if entry.note.is_none() {
        entry.note = prompt::optional(
            "Note:",
            "what the value cannot say; Enter leaves it out",
            &[],
            any,
        )?;
    }
    Ok(())
}

fn no_date(answer: &str) -> Option<String> {
    date::read(answer)
        .err()
        .map(|problem| safe(&format!("{}: {}", problem.what, problem.help)).into_string())
}

fn kind(folder: &ClaimsFolder, entry: &ClaimEntry, file: Option<&Path>) -> Option<Kind> {
    let place = folder.place(entry, file).ok()?;
    let id = entry.attribute.as_deref().unwrap_or_default();
    let record = &folder.before.record;
    author::attribute(record, &place.file, id).map(|known| record[known].kind)
}

/// Splits an answer into the names of a list, which have a semicolon between them.
fn values(typed: &str, kind: Option<Kind>) -> Vec<String> {
    match kind {
        Some(Kind::Names) => typed
            .split(';')
            .map(|name| name.trim().to_owned())
            .collect(),
        _ => vec![typed.to_owned()],
    }
}

fn help(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Count | Kind::Amount) => {
            "as the source words it: 58, over 50, 50 to 60, several, unknown"
        }
        Some(Kind::Date) => {
            "as the source words it: 2025-10-12, November 2025, Friday 6 November 2025"
        }
        Some(Kind::YesNo) => "yes, no, or with a condition: yes, as long as …",
        Some(Kind::Names) => "the names, with a semicolon between them",
        Some(Kind::Text | Kind::Statement) | None => "as the source words it",
    }
}

fn choice(id: &str, title: &str) -> PromptChoice {
    PromptChoice {
        id: id.to_owned(),
        title: safe(title).into_string(),
    }
}

/// Whoever is declared, by id.
fn speakers(record: &Record) -> Vec<PromptChoice> {
    let known = record
        .speakers
        .iter()
        .filter(|speaker| speaker.name.declared.is_some());
    sorted(known.map(|speaker| choice(&speaker.name.id, &speaker.full)))
}

fn events(record: &Record) -> Vec<PromptChoice> {
    let known = record
        .events
        .iter()
        .filter(|event| event.name.declared.is_some());
    sorted(known.map(|event| choice(&event.name.id, &event.title)))
}

/// Returns the attributes of the topics that have the event.
fn attributes(record: &Record, event: &str) -> Vec<PromptChoice> {
    let topics: Vec<_> = record
        .events
        .iter()
        .filter(|known| known.name.id == event)
        .map(|known| known.topic)
        .collect();
    let known = record
        .attributes
        .iter()
        .filter(|known| known.name.declared.is_some());
    let known = known.filter(|known| topics.is_empty() || topics.contains(&known.topic));
    sorted(known.map(|known| choice(&known.name.id, &known.label)))
}

/// Returns each once. What is no id cannot be picked: it may look like another.
fn sorted(choices: impl Iterator<Item = PromptChoice>) -> Vec<PromptChoice> {
    let mut choices: Vec<PromptChoice> = choices
        .filter(|choice| slug(&choice.id) == choice.id)
        .collect();
    choices.sort_by(|left, right| left.id.cmp(&right.id));
    choices.dedup_by(|left, right| left.id == right.id);
    choices
}
