//! A claim on its way into a file: held against what is there, and written.

use std::io;
use std::path::{Path, PathBuf};

use crate::author::{self, Destination, Effects};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::load::{LoadError, Overlay, load_texts, suggest};
use crate::model::Kind;
use crate::page;
use crate::render::{self, Style, check};
use crate::report::{Report, Selection};
use crate::safe::safe;

use super::super::Failure;
use super::super::output::folder::{self, Exchange};
use super::super::output::{self};
use super::entry::ClaimEntry;
use super::missing::NewTables;

/// The folder of the claims, and what its files say before anything is written.
pub(super) struct ClaimsFolder {
    /// The path as the user wrote it.
    given: PathBuf,
    /// The path without links.
    real: PathBuf,
    /// The report before the new claim; with what is made for it, if anything is.
    pub(super) before: Report,
    /// What is made for the claim.
    made: Vec<Change>,
}

/// A file with tables behind what was in it.
struct Change {
    /// Its name, relative to the folder of all claims.
    name: String,
    path: PathBuf,
    old: Option<Vec<u8>>,
    new: String,
    /// Where what is new begins.
    from: usize,
    /// What was wrong with what is made, as `check` shows it.
    doubts: String,
}

impl Change {
    /// Returns what is added to the file.
    fn added(&self) -> &str {
        let from = self.old.as_ref().map_or(0, Vec::len);
        self.new.get(from..).unwrap_or_default().trim()
    }

    fn exchange(&self) -> Exchange<'_> {
        Exchange {
            path: &self.path,
            old: self.old.as_deref(),
            new: self.new.as_bytes(),
        }
    }
}

impl ClaimsFolder {
    /// Reads what is there. A folder without a claim file is a good beginning.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let real = folder.canonicalize().ok().filter(|real| real.is_dir());
        let Some(real) = real else {
            let what = if folder.exists() {
                "is not a folder"
            } else {
                "is not there"
            };
            let name = folder.display();
            return Err(Failure(format!(
                "“{name}” {what}: name the folder of the claims, or make one with `crosscheck init`"
            )));
        };
        let before = match Report::read(std::slice::from_ref(&real), &Selection::default()) {
            Err(LoadError::NoClaimFiles(_)) => {
                Ok(Report::new(load_texts([]), &Selection::default()))
            }
            found => found.map_err(|error| Failure(error.to_string())),
        };
        Ok(Self {
            given: folder.to_owned(),
            real,
            before: before?,
            made: Vec::new(),
        })
    }

    /// Makes what the claim needs and nothing declares. Nothing is written.
    ///
    /// # Errors
    ///
    /// If what is to be made is there, or would be wrong.
    pub(super) fn with(mut self, entry: &ClaimEntry) -> Result<Self, Failure> {
        let NewTables { file, tables } = if entry.missing.is_empty() {
            entry.missing.check()?;
            return Ok(self);
        } else {
            entry.missing.tables(&self.before, entry.named())?
        };
        let mut change = self.change(&file, &tables)?;
        let after = self.read(&[(change.path.clone(), change.new.clone())])?;
        let effects = author::effects(&self.before, &after, &change.name, change.from);
        let told = |diagnostics: &[&Diagnostic]| blocks(&after, diagnostics);
        if !effects.errors.is_empty() {
            return Err(Failure(format!(
                "nothing was written, because of this:\n\n{}",
                told(&effects.errors)
            )));
        }
        // That no claim uses it yet is why it is made.
        let doubts = effects.warnings.into_iter();
        let doubts: Vec<_> = doubts
            .filter(|doubt| doubt.code != Code::UnusedDeclaration)
            .collect();
        change.doubts = told(&doubts);
        self.before = after;
        self.made.push(change);
        Ok(self)
    }

    /// Returns a file with tables behind what is in it.
    fn change(&self, name: &str, tables: &[String]) -> Result<Change, Failure> {
        let path = folder::inside(&self.real, name)?;
        let old = if folder::is_taken(&path) {
            Some(folder::bytes(&path)?)
        } else {
            None
        };
        let text = String::from_utf8(old.clone().unwrap_or_default());
        let text = text.map_err(|_| {
            Failure(format!(
                "“{name}” is not UTF-8: save it as UTF-8 in your editor"
            ))
        })?;
        Ok(Change {
            name: name.to_owned(),
            path,
            old,
            new: author::appended(&text, tables),
            from: text.trim_start_matches('\u{feff}').len(),
            doubts: String::new(),
        })
    }

    /// Reads the folder with the texts of some files replaced or added.
    fn read(&self, texts: &[(PathBuf, String)]) -> Result<Report, Failure> {
        let made = self.made.iter();
        let made = made.map(|change| (change.path.clone(), change.new.clone()));
        let overlay: Overlay = made.chain(texts.iter().cloned()).collect();
        let folder = std::slice::from_ref(&self.real);
        Report::read_over(folder, &overlay, &Selection::default(), &|_, _| {})
            .map_err(|error| Failure(error.to_string()))
    }

    /// Returns what would stand in the file, and what the files would say then. Nothing is written.
    pub(super) fn draft(
        &self,
        entry: &ClaimEntry,
        file: Option<&Path>,
    ) -> Result<NewClaim<'_>, Failure> {
        let place = self.place(entry, file)?;
        let attribute = entry.attribute.as_deref().unwrap_or_default();
        let record = &self.before.record;
        let known = author::attribute(record, &place.file, attribute);
        let claim = entry.claim(known.map_or(Kind::Amount, |known| record[known].kind));
        let source = (!place.exists).then(|| entry.source_table(&place.source, record));
        let tables: Vec<String> = source.into_iter().chain([claim]).collect();
        let change = self.change(&place.file, &tables)?;
        let after = self.read(&[(change.path.clone(), change.new.clone())])?;
        let shown = self.given.join(&place.file).display().to_string();
        Ok(NewClaim {
            folder: self,
            place,
            change,
            shown,
            after,
        })
    }

    /// Returns where the claim goes.
    pub(super) fn place(
        &self,
        entry: &ClaimEntry,
        file: Option<&Path>,
    ) -> Result<Destination, Failure> {
        let source = entry.source.as_deref();
        let place = match file {
            Some(file) => author::destination_at(
                &self.before,
                &folder::name_inside(&self.real, file)?,
                source,
            ),
            None => author::destination(
                &self.before,
                source.unwrap_or_default(),
                entry.event.as_deref().unwrap_or_default(),
            ),
        };
        let place = place.map_err(|refusal| Failure(refusal.0))?;
        if self.made.iter().any(|change| change.name == place.file) {
            return Err(Failure(format!(
                "“{}” gets what is missing: name another --file for the claim",
                place.file
            )));
        }
        let details = entry.name.is_some() || entry.party.is_some() || entry.kind.is_some();
        if place.exists && details {
            let told =
                "--name, --party and --kind are for a new source, and this one has a file already";
            return Err(Failure(format!("{told}: “{}”", place.file)));
        }
        match self.slip(entry, &place) {
            Some(near) => Err(Failure(format!(
                "no source has the id “{}”; did you mean “{near}”? For a new source give its --name, too",
                place.source
            ))),
            None => Ok(place),
        }
    }

    /// Returns a known source whose id is a slip of the hand away from that of a new one.
    fn slip(&self, entry: &ClaimEntry, place: &Destination) -> Option<&str> {
        let speakers = self
            .before
            .record
            .speakers
            .iter()
            .map(|speaker| speaker.name.id.as_str());
        let mut known = speakers.clone();
        let new = !place.exists && entry.name.is_none() && !known.any(|id| id == place.source);
        if new {
            suggest::nearest(&place.source, speakers)
        } else {
            None
        }
    }
}

/// A claim that is ready to be written.
pub(super) struct NewClaim<'d> {
    folder: &'d ClaimsFolder,
    place: Destination,
    change: Change,
    shown: String,
    after: Report,
}

impl NewClaim<'_> {
    /// Returns true if it may be written: with `force`, although there are warnings about it.
    pub(super) fn fits(&self, force: bool) -> Result<(), Failure> {
        let weighed = self.effects();
        if !weighed.errors.is_empty() {
            let told = blocks(&self.after, &weighed.errors);
            return Err(Failure(format!(
                "nothing was written, because of this:\n\n{told}"
            )));
        }
        let claims = self.folder.before.record.claims.len() + 1;
        if weighed.claims.len() != 1 || self.after.record.claims.len() != claims {
            let told = "the claim could not be read back from there, and nothing was written";
            return Err(Failure(format!(
                "“{}” has faults: {told}; mend it first: `crosscheck check`",
                self.shown
            )));
        }
        let doubts = self.doubts();
        if !doubts.is_empty() && !force {
            let told = "nothing was written, because of this; --force writes it all the same";
            return Err(Failure(format!("{told}:\n\n{doubts}")));
        }
        Ok(())
    }

    /// Returns the warnings about it and about what is made for it, as `check` shows them.
    pub(super) fn doubts(&self) -> String {
        let made = self.folder.made.iter().map(|change| change.doubts.clone());
        let own = blocks(&self.after, &self.effects().warnings);
        let all: Vec<String> = made.chain([own]).filter(|told| !told.is_empty()).collect();
        all.join("\n\n")
    }

    fn effects(&self) -> Effects<'_> {
        let Change { name, from, .. } = &self.change;
        author::effects(&self.folder.before, &self.after, name, *from)
    }

    /// Returns what would be added, file by file.
    pub(super) fn added(&self) -> String {
        let changes = self.folder.made.iter().chain([&self.change]);
        let added = changes.map(|change| {
            let name = self.folder.given.join(&change.name);
            let name = name.display();
            format!("This goes into {name}:\n\n{}", change.added())
        });
        added.collect::<Vec<_>>().join("\n\n")
    }

    /// Writes it with what is made for it, all of it or nothing; nothing if a file has changed meanwhile.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let changes = self.folder.made.iter().chain([&self.change]);
        let changes: Vec<Exchange<'_>> = changes.map(Change::exchange).collect();
        match folder::exchange_all(&changes) {
            Ok(None) => Ok(()),
            Ok(Some(path)) => Err(Failure(format!(
                "“{}” was changed meanwhile, and nothing was written; run this again",
                path.display()
            ))),
            Err((path, error)) => Err(Failure(format!(
                "“{}” could not be written: {error}",
                path.display()
            ))),
        }
    }

    /// Returns what the claim means, and how it stands to what others say, a line each.
    pub(super) fn standing(&self) -> Vec<String> {
        let claims = self.effects().claims;
        let style = Style {
            width: 76,
            color: false,
        };
        let shown = written(|out| render::table(&page::added(&self.after, &claims), &style, out));
        // Without the heading and the question, which was just answered.
        shown
            .lines()
            .skip(2)
            .map(|line| line.strip_prefix("      ").unwrap_or(line).to_owned())
            .collect()
    }

    /// Says what the claim agrees with and contradicts.
    pub(super) fn tell_standing(&self) -> Result<(), Failure> {
        let style = output::stdout_style();
        let claims = self.effects().claims;
        told(&|out| render::table(&page::added(&self.after, &claims), &style, out))
    }

    /// Says what was written, and what to do next.
    pub(super) fn tell_written(&self) -> Result<(), Failure> {
        let done = if self.place.exists {
            "One claim added to"
        } else {
            "Made, with one claim:"
        };
        let (name, folder) = (safe(&self.shown), self.named());
        told(&|out| {
            writeln!(out)?;
            for change in &self.folder.made {
                let made = self.folder.given.join(&change.name).display().to_string();
                let done = if change.old.is_some() {
                    "Added to"
                } else {
                    "Made:"
                };
                writeln!(out, "{done} {}", safe(&made))?;
            }
            writeln!(out, "{done} {name}\nNext: read what stands there, and try")?;
            writeln!(out, "  crosscheck check --deny warnings{folder}")
        })
    }

    /// Returns the folder as an argument, where it is not the usual one.
    fn named(&self) -> String {
        let folder = &self.folder.given;
        let name = safe(&folder.display().to_string());
        match folder == Path::new("claims") {
            true => String::new(),
            false if name.as_str().contains(' ') => format!(" \"{name}\""),
            false => format!(" {name}"),
        }
    }
}

/// Returns diagnostics as `check` shows them.
fn blocks(report: &Report, diagnostics: &[&Diagnostic]) -> String {
    written(|out| check::diagnostics(report, diagnostics, Style::plain(80), out))
        .trim_end()
        .to_owned()
}

/// Returns what a renderer writes.
fn written(fill: impl Fn(&mut dyn io::Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    // Memory can be written.
    let _ = fill(&mut out);
    String::from_utf8_lossy(&out).into_owned()
}

fn told(fill: &output::Fill<'_>) -> Result<(), Failure> {
    output::to_stdout(fill)
        .map_err(|error| Failure(format!("the output could not be written: {error}")))
}
