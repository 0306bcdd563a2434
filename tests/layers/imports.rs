//! Which file of `src` uses which: a simple reading of `use` and of paths in code.
//!
//! Methods are not seen (they have no path), nor what a macro writes. Tests beside the code do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module path from the crate's root: `["render", "json"]`.
type Module = Vec<String>;

/// A path by which a file reaches something, and if it is only passed on (`pub use`).
#[derive(Debug, Clone)]
struct Import {
    path: Module,
    /// The name that it has in this file; `None` for `*`.
    name: Option<String>,
    public: bool,
}

/// A file of `src`.
#[derive(Debug, Default)]
struct Source {
    /// Its path below `src`, with `/`.
    file: String,
    text: String,
    imports: Vec<Import>,
    /// What it defines outside of other items.
    items: BTreeSet<String>,
    /// Paths in its code, as written there.
    paths: BTreeSet<Vec<String>>,
}

/// All files of `src` by their module paths.
pub(super) struct Sources(BTreeMap<Module, Source>);

/// Tells the files of tests from those of the program: a test may use every room.
fn is_test(file: &str) -> bool {
    file == "testing.rs" || file.ends_with("tests.rs") || file.contains("/tests/")
}

/// What one file uses of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    pub(super) from: String,
    pub(super) to: String,
    /// The path from the crate's root.
    pub(super) path: String,
}

impl Sources {
    /// Reads all files below `src`.
    pub(super) fn read(src: &Path) -> Self {
        let mut files = Vec::new();
        list(src, &mut files);
        Self::from_texts(files.iter().map(|path| {
            let name = path.strip_prefix(src).expect("below src").to_string_lossy();
            let text = std::fs::read_to_string(path).expect("a source file");
            (name.replace('\\', "/"), text)
        }))
    }

    /// Reads texts by their paths below `src`.
    pub(super) fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let texts = texts
            .into_iter()
            .filter(|(file, _)| file != "main.rs" && !is_test(file));
        Self(
            texts
                .map(|(file, text)| (module_of(&file), Source::read(file, text)))
                .collect(),
        )
    }

    /// Lists the files.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|source| source.file.as_str())
    }

    /// Lists the files with their texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .values()
            .map(|source| (source.file.as_str(), source.text.as_str()))
    }

    /// Lists what each file uses of others.
    pub(super) fn uses(&self) -> BTreeSet<Use> {
        self.0
            .iter()
            .flat_map(|(module, source)| self.uses_of(module, source))
            .collect()
    }

    fn uses_of(&self, module: &Module, source: &Source) -> BTreeSet<Use> {
        let imported = source.imports.iter().filter(|import| !import.public);
        let imported = imported.filter_map(|import| self.absolute(module, &import.path));
        let in_code = source
            .paths
            .iter()
            .filter_map(|path| self.written(module, source, path));
        let paths: BTreeSet<Module> = imported.chain(in_code).collect();
        let uses = paths.into_iter().filter_map(|path| {
            let to = self.home(&path, 0)?;
            (to != source.file).then(|| Use {
                from: source.file.clone(),
                to,
                path: path.join("::"),
            })
        });
        uses.collect()
    }

    /// Returns the path from the root of a path in code, if it leads into this crate.
    fn written(&self, module: &Module, source: &Source, path: &[String]) -> Option<Module> {
        let first = &path[0];
        let import = source
            .imports
            .iter()
            .find(|import| import.name.as_ref() == Some(first));
        let Some(import) = import else {
            return self.absolute(module, path);
        };
        if path.len() == 1 && !import.public {
            return None;
        }
        let mut whole = self.absolute(module, &import.path)?;
        whole.extend_from_slice(&path[1..]);
        Some(whole)
    }

    /// Returns the path from the root of a path that a module writes.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Module> {
        let mut at = match path[0].as_str() {
            "crate" | "crosscheck" => Module::new(),
            "self" => module.clone(),
            "super" => module.split_last()?.1.to_vec(),
            first => {
                let child = joined(module, first);
                return self.0.contains_key(&child).then(|| [module, path].concat());
            }
        };
        for name in &path[1..] {
            if name == "super" {
                at.pop()?;
            } else {
                at.push(name.clone());
            }
        }
        Some(at)
    }

    /// Returns the file that defines what a path from the root leads to.
    fn home(&self, path: &[String], depth: usize) -> Option<String> {
        let known = (0..=path.len())
            .rev()
            .find(|end| self.0.contains_key(&path[..*end]))?;
        let (module, rest) = path.split_at(known);
        let source = &self.0[module];
        let passed_on = rest
            .first()
            .filter(|item| !source.items.contains(*item) && depth < 8);
        let passed_on =
            passed_on.and_then(|item| self.passed_on(&module.to_vec(), source, item, depth));
        passed_on.or_else(|| Some(source.file.clone()))
    }

    /// Returns the file that defines what a module passes on under a name.
    fn passed_on(
        &self,
        module: &Module,
        source: &Source,
        item: &str,
        depth: usize,
    ) -> Option<String> {
        let named = source
            .imports
            .iter()
            .find(|import| import.name.as_deref() == Some(item));
        if let Some(import) = named {
            return self.home(&self.absolute(module, &import.path)?, depth + 1);
        }
        let all = source.imports.iter().filter(|import| import.name.is_none());
        let all = all.filter_map(|import| self.absolute(module, &import.path));
        all.filter(|inside| {
            self.0
                .get(inside)
                .is_some_and(|other| other.items.contains(item))
        })
        .find_map(|inside| self.home(&joined(&inside, item), depth + 1))
    }
}

/// Lists the Rust files below a folder.
fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn joined(module: &[String], name: &str) -> Module {
    [module, &[name.to_owned()]].concat()
}

/// Returns the module of a file: `render/json/mod.rs` and `render/json.rs` are `render::json`.
fn module_of(file: &str) -> Module {
    let file = file.trim_end_matches(".rs").trim_end_matches("/mod");
    file.split('/')
        .filter(|part| *part != "lib")
        .map(str::to_owned)
        .collect()
}

impl Source {
    fn read(file: String, text: String) -> Self {
        let tokens = without_tests(&tokens(&text));
        let mut source = Self {
            file,
            text,
            ..Self::default()
        };
        let mut depth = 0_usize;
        let mut at = 0;
        while at < tokens.len() {
            match tokens[at].as_str() {
                "{" => depth += 1,
                "}" => depth = depth.saturating_sub(1),
                "use" => {
                    let end = at
                        + tokens[at..]
                            .iter()
                            .position(|token| token == ";")
                            .unwrap_or(0);
                    let public = at > 0 && matches!(tokens[at - 1].as_str(), "pub" | ")");
                    read_tree(&tokens[at + 1..end], &[], public, &mut source.imports);
                    at = end;
                }
                _ => at = source.read_other(&tokens, at, depth),
            }
            at += 1;
        }
        source
    }

    /// Reads an item's name or a path, and returns the offset of its last token.
    fn read_other(&mut self, tokens: &[String], mut at: usize, depth: usize) -> usize {
        const ITEMS: [&str; 9] = [
            "struct",
            "enum",
            "union",
            "trait",
            "fn",
            "const",
            "static",
            "type",
            "macro_rules",
        ];
        let before = at.checked_sub(1).map_or("", |before| &tokens[before]);
        if depth == 0 && ITEMS.contains(&before) {
            self.items.insert(tokens[at].clone());
            return at;
        }
        if !is_name(&tokens[at]) || matches!(before, "::" | "." | "mod") {
            return at;
        }
        let mut path = vec![tokens[at].clone()];
        while tokens.get(at + 1).is_some_and(|token| token == "::")
            && tokens.get(at + 2).is_some_and(|token| is_name(token))
        {
            path.push(tokens[at + 2].clone());
            at += 2;
        }
        // `super` alone is `pub(super)`.
        if path.len() > 1 || !matches!(path[0].as_str(), "crate" | "self" | "super") {
            self.paths.insert(path);
        }
        at
    }
}

/// Reads what a `use` brings: `a::{b, c::d as e, self}`.
fn read_tree(tokens: &[String], prefix: &[String], public: bool, imports: &mut Vec<Import>) {
    for branch in split(tokens) {
        let start = branch.iter().position(|token| token == "{");
        let (head, inner) = branch.split_at(start.unwrap_or(branch.len()));
        let mut path = prefix.to_vec();
        path.extend(
            head.iter()
                .take_while(|token| *token != "as")
                .filter(|token| is_name(token))
                .cloned(),
        );
        if !inner.is_empty() {
            read_tree(&inner[1..inner.len() - 1], &path, public, imports);
            continue;
        }
        if !prefix.is_empty() && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = if head.last().is_some_and(|token| token == "*") {
            None
        } else if head.iter().any(|token| token == "as") {
            head.last().cloned()
        } else {
            path.last().cloned()
        };
        imports.push(Import { path, name, public });
    }
}

/// Splits at the commas that are in no braces.
fn split(tokens: &[String]) -> Vec<&[String]> {
    let mut depth = 0;
    let branches = tokens.split(|token| {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        depth == 0 && token == ","
    });
    branches.filter(|branch| !branch.is_empty()).collect()
}

/// Takes out modules that are compiled for tests only.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let attribute = &tokens[at..(at + 12).min(tokens.len())];
        let end = attribute.iter().position(|token| token == "]").unwrap_or(0);
        let is_test = attribute.starts_with(&["#".into(), "[".into(), "cfg".into()])
            && attribute[..end].iter().any(|token| token == "test")
            && tokens.get(at + end + 1).is_some_and(|token| token == "mod")
            && tokens.get(at + end + 3).is_some_and(|token| token == "{");
        at = if is_test {
            past_braces(tokens, at + end + 3)
        } else {
            at + 1
        };
        if !is_test {
            kept.push(tokens[at - 1].clone());
        }
    }
    kept
}

/// Returns the offset behind a pair of braces.
fn past_braces(tokens: &[String], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}

fn is_name(token: &str) -> bool {
    token.starts_with(|letter: char| letter.is_alphabetic() || letter == '_') && token != "as"
}

/// Splits a text into names, `::` and single marks, without comments, strings and letters in quotes.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest);
        if length > 0 {
            rest = &rest[length..];
            continue;
        }
        let word = rest
            .find(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("::") => 2,
            0 => first.len_utf8(),
            length => length,
        };
        if !first.is_whitespace() {
            tokens.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    tokens
}

/// Returns how many bytes at the start are a comment, a string, a letter in quotes or a lifetime.
fn skipped(text: &str) -> usize {
    let until = |from: usize, end: &str| {
        text[from..]
            .find(end)
            .map_or(text.len(), |at| from + at + end.len())
    };
    if text.starts_with("//") {
        return until(0, "\n");
    }
    if text.starts_with("/*") {
        return until(2, "*/");
    }
    let raw = text
        .trim_start_matches('b')
        .strip_prefix('r')
        .filter(|_| !text.starts_with("bb"));
    if let Some(raw) = raw {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let from = text.len() - raw.len() + hashes + 1;
            return until(from, &format!("\"{}", "#".repeat(hashes)));
        }
    }
    let quote = usize::from(text.starts_with("b\"") || text.starts_with("b'"));
    match text.as_bytes().get(quote) {
        Some(b'"') => past_quote(text, quote + 1, '"'),
        Some(b'\'') => {
            let mut letters = text[quote + 1..].chars();
            let is_letter = letters.next() == Some('\\') || letters.next() == Some('\'');
            if is_letter {
                past_quote(text, quote + 1, '\'')
            } else {
                1
            }
        }
        _ => 0,
    }
}

/// Returns the offset behind the quote that ends what begins at an offset.
fn past_quote(text: &str, from: usize, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text[from..].char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return from + at + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
