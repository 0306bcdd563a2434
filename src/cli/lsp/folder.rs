//! A folder of claims that is open in the editor, and what was read there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::editor::{self, Encoding};
use crate::files::FileId;
use crate::load::{reach, real_path};
use crate::report::{Report, Selection};
use gen_lsp_types::Diagnostic;

use super::documents::Documents;
use super::places::{Places, Read};

/// A workspace and its claims.
pub(super) struct Folder {
    /// The folder that is open.
    pub(super) root: PathBuf,
    /// Where the claims are, if the user said so.
    chosen: Option<PathBuf>,
    /// True if something may have changed since the claims were read.
    pub(super) stale: bool,
    read: Option<Read>,
}

impl Folder {
    /// Returns a workspace of which nothing was read yet.
    pub(super) fn new(root: PathBuf, chosen: Option<PathBuf>) -> Self {
        Self {
            root,
            chosen,
            stale: true,
            read: None,
        }
    }

    /// Returns where the claims are: the folder that was chosen, else `claims`, else the workspace itself.
    fn claims(&self) -> PathBuf {
        self.chosen
            .clone()
            .or_else(|| Some(self.root.join("claims")).filter(|claims| claims.is_dir()))
            .unwrap_or_else(|| self.root.clone())
    }

    /// Returns the name by which the report knows a file, where it lies among the claims.
    pub(super) fn name_of(&self, path: &Path) -> Option<String> {
        name_below(&real_path(&self.claims())?, path)
    }

    /// Reads the claims again where something may have changed.
    pub(super) fn refresh(&mut self, documents: &Documents) {
        if std::mem::take(&mut self.stale) {
            self.read = self.read(documents);
        }
    }

    /// Returns what is to be underlined, by the URIs of the files.
    pub(super) fn told(&self, encoding: Encoding) -> BTreeMap<String, Vec<Diagnostic>> {
        self.read
            .as_ref()
            .map(|read| Places::new(read, encoding).told())
            .unwrap_or_default()
    }

    fn read(&self, documents: &Documents) -> Option<Read> {
        let claims = self.claims();
        reach::check(&claims).ok()?;
        let real = real_path(&claims)?;
        let overlay = documents.overlay(&real);
        let report = Report::read_over(
            std::slice::from_ref(&real),
            &overlay,
            &Selection::default(),
            &|_, _| {},
        )
        .ok()?;
        let opened = documents.below(&real);
        let opened =
            opened.filter_map(|(path, open)| Some((name_below(&real, path)?, open.uri.clone())));
        let opened = opened.collect();
        (claims != self.root || holds_claims(&report)).then_some(Read {
            report,
            claims,
            opened,
        })
    }

    /// Returns what was read last.
    pub(super) fn read_last(&self) -> Option<&Read> {
        self.read.as_ref()
    }

    /// Returns what was read, and the file of that name in it.
    pub(super) fn file(&self, name: &str) -> Option<(&Read, FileId)> {
        let read = self.read.as_ref()?;
        Some((read, editor::file_named(&read.report, name)?))
    }
}

/// Returns true if anything that was read has to do with claims. A workspace that is about something else may
/// have files of settings that end in `.toml`, and nobody wants to be told that these are no claims.
fn holds_claims(report: &Report) -> bool {
    let record = &report.record;
    !record.claims.is_empty() || !record.events.is_empty() || !record.attributes.is_empty()
}

/// Returns a path relative to a folder, with `/`.
fn name_below(folder: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(folder).ok()?.components();
    Some(
        parts
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect::<Vec<_>>()
            .join("/"),
    )
}
