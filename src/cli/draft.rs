//! `crosscheck draft`

mod confirm;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::draft::vocabulary::Vocabulary;
use crate::draft::{Context, ProposedClaim, draft};
use crate::load;
use crate::model::Record;
use crate::render::draft::{Head, toml};
use crate::report::{Report, Selection};
use crate::wording::language::is_mostly_english;
use crate::wording::{date, fold};
use jiff::civil::Date;

use super::Failure;
use super::advice;
use super::output;

/// The arguments of `draft`.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct DraftArgs {
    /// Read this article, plain text in UTF-8; - reads the standard input
    #[arg(value_name = "FILE.txt")]
    article: PathBuf,
    /// Look in the article for the events, attributes and speakers of the claims in this folder
    #[arg(long, value_name = "PATH")]
    topic: Option<PathBuf>,
    /// Give the source this id [default: the file's name, made an id]
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// Work out dates without a year from this day, on which the article was published
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Write to this file instead of stdout, and overwrite nothing without --force
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file that --output names
    #[arg(long, requires = "output")]
    force: bool,
    /// Leave every claim proposed, and ask nothing, even at a terminal
    #[arg(long)]
    unasked: bool,
}

const EXAMPLES: &str = "\
Examples:
  crosscheck draft post.txt                      print what the article may claim
  crosscheck draft post.txt --output post.toml   write it beside the article
  crosscheck draft post.txt --topic . --published 2025-03-16 --output post.toml
                                                 with the words of the topic in this folder
  pbpaste | crosscheck draft - --source post     from the clipboard, or from any program
  crosscheck check .                             then: what is still to be confirmed

This proposes and never decides. At a terminal, with --output, it asks you about one proposal after the
other, to keep, change or drop it. No other proposal counts until somebody has compared it with the text
and deleted its line `proposed = true`.";

/// Prints claims that an article may hold.
pub(super) fn run(args: &DraftArgs) -> Result<ExitCode, Failure> {
    let article = &args.article;
    not_there(args)?;
    let name = file_name(article);
    let text = if is_input(article) {
        load::article_from(io::stdin().lock())
    } else {
        load::article(article)
    };
    let text = text.map_err(|why| Failure(format!("“{}”: {why}", article.display())))?;
    let source = source(args)?;
    let published = args
        .published
        .as_deref()
        .map(|words| Ok((words, day(words)?)))
        .transpose()?;
    let topic = args.topic.as_deref();
    let topic = topic
        .map(|topic| read_topic(topic, &source, args.force))
        .transpose()?;
    let record = topic.as_ref().map(|report| &report.record);
    let known = Context {
        published: published.map(|(_, day)| day),
        vocabulary: record.map(Vocabulary::from_record).unwrap_or_default(),
    };
    if !is_mostly_english(&text) {
        return Err(Failure(format!(
            "“{name}” does not read as English, and draft reads no other language\nwrite its claims by hand: crosscheck new"
        )));
    }
    let mut proposals = draft(&text, &known);
    let is_asked = args.output.is_some() && !is_input(article) && !args.unasked;
    if is_asked && output::is_conversation() {
        confirm::each(&mut proposals, &text, record)?;
    }
    let beside = args
        .output
        .as_deref()
        .filter(|_| !is_input(article))
        .and_then(|output| load::path_beside(article, output));
    let published = published.map(|(words, _)| words);
    let head = Head {
        name: &name,
        source: &source,
        published,
        beside: beside.as_deref(),
    };
    output::write(args.output.as_deref(), &|out| {
        toml(&head, &text, &proposals, out)
    })?;
    if let Some(path) = &args.output {
        output::tell(&told(&proposals, path));
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns true if the article is to be read from the standard input.
fn is_input(article: &Path) -> bool {
    article == Path::new("-")
}

fn told(proposals: &[ProposedClaim], path: &Path) -> String {
    let confirmed = proposals.iter().filter(|proposal| proposal.confirmed);
    let confirmed = confirmed.count();
    let count = |claims| match claims {
        1 => "1 claim is".to_owned(),
        _ => format!("{claims} claims are"),
    };
    let what = count(proposals.len() - confirmed);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let shown = path.display();
    let check = advice::command("crosscheck check", &[folder.to_owned()]);
    let confirmed = match confirmed {
        0 => String::new(),
        confirmed => format!("{} confirmed in “{shown}”\n", count(confirmed)),
    };
    format!(
        "{confirmed}{what} proposed in “{shown}”; nothing of it counts before somebody has confirmed it\n\
         `{check}` tells what is left to do"
    )
}

/// Checks that no draft is overwritten without --force, and never the article.
fn not_there(args: &DraftArgs) -> Result<(), Failure> {
    match &args.output {
        Some(path) if is_same_file(path, &args.article) => Err(Failure(
            "--output names the article itself\nname another file for the claims".to_owned(),
        )),
        Some(path) if path.is_file() && !args.force => {
            let path = path.display();
            Err(Failure(format!(
                "“{path}” is there already\nname another file, or add --force to overwrite it"
            )))
        }
        Some(path) if path.is_file() && has_confirmed_claims(path) => {
            let path = path.display();
            Err(Failure(format!(
                "“{path}” has claims that somebody confirmed\nname another file: a source may have several"
            )))
        }
        _ => Ok(()),
    }
}

/// Returns true if a file holds anything but proposals, as far as can be told.
fn has_confirmed_claims(path: &Path) -> bool {
    match Report::read(&[path], &Selection::default()) {
        Ok(report) => report.has_errors() || !report.record.claims.is_empty(),
        Err(_) => true,
    }
}

fn is_same_file(left: &Path, right: &Path) -> bool {
    match (left.canonicalize(), right.canonicalize()) {
        (Ok(left), Ok(right)) => left == right,
        _ => false,
    }
}

/// Returns the id of the source, by default from the name of the article's file.
fn source(args: &DraftArgs) -> Result<String, Failure> {
    let Some(id) = &args.source else {
        let stem = args
            .article
            .file_stem()
            .map(|stem| fold::slug(&stem.to_string_lossy()))
            .unwrap_or_default();
        return Ok(if stem.is_empty() {
            "article".to_owned()
        } else {
            stem
        });
    };
    if !id.is_empty() && fold::slug(id) == *id {
        return Ok(id.clone());
    }
    let example = fold::slug(id);
    let example = if example.is_empty() {
        "daily-news"
    } else {
        &example
    };
    Err(Failure(format!(
        "“{id}” cannot be an id: lower-case ASCII letters, digits and '-'\nwrite --source {example}"
    )))
}

fn day(words: &str) -> Result<Date, Failure> {
    let read = date::read(words)
        .map_err(|problem| Failure(format!("--published: {}\n{}", problem.what, problem.help)))?;
    read.day().ok_or_else(|| {
        Failure(format!(
            "--published: “{words}” is not one day\nwrite one, such as 2025-11-06"
        ))
    })
}

/// Reads a topic whose words are looked for in the article.
///
/// # Errors
///
/// Returns a failure if one of its sources has the id of the draft, or if there are several topics.
fn read_topic(topic: &Path, source: &str, force: bool) -> Result<Report, Failure> {
    let report = output::read(&[topic.to_owned()], &Selection::default())?;
    let record = &report.record;
    if topics(record) > 1 {
        let message =
            "--topic names several topics\nname the folder of one of them, which has the [topic]";
        return Err(Failure(message.to_owned()));
    }
    let taken = record
        .speakers
        .iter()
        .filter(|speaker| speaker.name.id == source)
        .filter_map(|speaker| speaker.name.declared);
    // A source may have several files, an article each. A [[speaker]] has none.
    let mut speakers = taken.filter(|declared| !record.defaults.contains_key(&declared.file));
    if speakers.next().is_some() && !force {
        let message =
            format!("the topic has a [[speaker]] “{source}” already\nname another with --source");
        return Err(Failure(message));
    }
    Ok(report)
}

/// Counts the topics that declare something.
fn topics(record: &Record) -> usize {
    let events = record.events.iter().map(|event| event.topic);
    let all = events.chain(record.attributes.iter().map(|attribute| attribute.topic));
    all.collect::<std::collections::BTreeSet<_>>().len()
}

fn file_name(path: &Path) -> String {
    if is_input(path) {
        return "the standard input".to_owned();
    }
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}
