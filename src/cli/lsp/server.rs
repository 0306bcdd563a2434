//! What the server knows of its editor, and what it says to each message.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::editor::Encoding;
use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value, json};

use super::answers::{self, Asked};
use super::documents::{Documents, real_path};
use super::folder::Folder;
use super::params::{part, roots, text_at};
use super::uri;

/// How far the conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The editor has not said what it wants.
    Waiting,
    /// Questions are answered.
    Running,
    /// The editor said that it leaves.
    Down,
}

/// What is underlined, by the URIs of the files.
type Told = BTreeMap<String, Vec<lsp::Diagnostic>>;

/// The server of one editor.
pub(super) struct Server {
    phase: Phase,
    encoding: Encoding,
    /// True if the editor can be asked to tell of changes on the disk.
    watches: bool,
    /// Where the claims of a folder are, if the user said so.
    chosen: Option<PathBuf>,
    folders: Vec<Folder>,
    documents: Documents,
    /// True if what the editor underlines may be out of date.
    behind: bool,
    /// What the editor underlines now.
    published: Told,
}

impl Server {
    pub(super) fn new() -> Self {
        Self {
            phase: Phase::Waiting,
            encoding: Encoding::Utf16,
            watches: false,
            chosen: None,
            folders: Vec::new(),
            documents: Documents::default(),
            behind: false,
            published: Told::new(),
        }
    }

    /// Returns true if the editor said that it leaves.
    pub(super) fn is_down(&self) -> bool {
        self.phase == Phase::Down
    }

    /// Returns true if what the editor underlines may be out of date.
    pub(super) fn is_behind(&self) -> bool {
        self.behind
    }

    /// Returns what there is to say to a message. Whatever goes wrong with one, the next one is heard.
    pub(super) fn hear(&mut self, message: Message) -> Vec<Message> {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let response = guarded(|| self.answer(request)).unwrap_or_else(|| {
                    let message = "this could not be answered".to_owned();
                    Response::new_err(id, ErrorCode::InternalError as i32, message)
                });
                vec![response.into()]
            }
            Message::Notification(told) => guarded(|| self.note(told)).unwrap_or_default(),
            // Nothing is asked whose answer matters.
            Message::Response(_) => Vec::new(),
        }
    }

    /// Says what has changed in what is to be underlined.
    pub(super) fn publish(&mut self) -> Vec<Message> {
        self.behind = false;
        let Some(now) = guarded(|| self.told()) else {
            return Vec::new();
        };
        let gone = self
            .published
            .keys()
            .filter(|uri| !now.contains_key(*uri))
            .map(|uri| (uri, [].as_slice()));
        let new = now
            .iter()
            .filter(|(uri, told)| self.published.get(*uri) != Some(told));
        let changed = gone.chain(new.map(|(uri, told)| (uri, told.as_slice())));
        let messages = changed.map(|(uri, told)| {
            let params = lsp::PublishDiagnosticsParams {
                uri: uri.as_str().into(),
                version: self.documents.version(uri),
                diagnostics: told.to_vec(),
            };
            Notification::new("textDocument/publishDiagnostics".to_owned(), params).into()
        });
        let messages = messages.collect();
        self.published = now;
        messages
    }

    /// Returns what is to be underlined in all folders.
    fn told(&mut self) -> Told {
        self.refresh();
        let mut told = Told::new();
        for (uri, more) in self
            .folders
            .iter()
            .flat_map(|folder| folder.told(self.encoding))
        {
            told.entry(uri).or_default().extend(more);
        }
        told
    }

    fn refresh(&mut self) {
        for folder in &mut self.folders {
            folder.refresh(&self.documents);
        }
    }

    fn answer(&mut self, request: Request) -> Response {
        match (self.phase, request.method.as_str()) {
            (Phase::Waiting, "initialize") => self.initialize(request),
            (Phase::Waiting, _) => refused(
                request,
                ErrorCode::ServerNotInitialized,
                "say initialize first",
            ),
            (Phase::Running, "shutdown") => {
                self.phase = Phase::Down;
                Response::new_ok(request.id, ())
            }
            (Phase::Running, "workspace/symbol") => self.search(request),
            (Phase::Running, method) => match Asked::of(method) {
                Some(asked) => self.look_up(asked, request),
                None => refused(
                    request,
                    ErrorCode::MethodNotFound,
                    "this server does not do that",
                ),
            },
            (Phase::Down, _) => refused(
                request,
                ErrorCode::InvalidRequest,
                "this server was shut down",
            ),
        }
    }

    fn initialize(&mut self, Request { id, params, .. }: Request) -> Response {
        let offered = params.pointer("/capabilities/general/positionEncodings");
        let offered = offered.and_then(Value::as_array);
        let utf8 = offered.is_some_and(|offered| offered.contains(&json!("utf-8")));
        self.encoding = if utf8 {
            Encoding::Utf8
        } else {
            Encoding::Utf16
        };
        let watches =
            params.pointer("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration");
        self.watches = watches.and_then(Value::as_bool) == Some(true);
        self.chosen = text_at(&params, "/initializationOptions/claims").map(PathBuf::from);
        let mut roots = roots(&params, "/workspaceFolders");
        if roots.is_empty() {
            // What older editors say.
            let by_uri = text_at(&params, "/rootUri").and_then(uri::path);
            roots.extend(by_uri.or_else(|| text_at(&params, "/rootPath").map(PathBuf::from)));
        }
        self.add(roots);
        self.phase = Phase::Running;
        Response::new_ok(id, answers::abilities(self.encoding))
    }

    /// Takes in folders that are open in the editor.
    fn add(&mut self, roots: Vec<PathBuf>) {
        let chosen = self.chosen.as_ref();
        self.folders.extend(roots.into_iter().map(|root| {
            let claims = chosen.map(|chosen| root.join(chosen));
            Folder::new(root, claims)
        }));
    }

    /// Takes note of something that happened in the editor.
    fn note(&mut self, Notification { method, params }: Notification) -> Vec<Message> {
        if self.phase != Phase::Running {
            return Vec::new();
        }
        match method.as_str() {
            "initialized" => {
                self.behind = true;
                return self.watch();
            }
            "textDocument/didOpen" => self.opened(&params),
            "textDocument/didChange" => self.changed(&params),
            "textDocument/didClose" => {
                let uri = text_at(&params, "/textDocument/uri").map(str::to_owned);
                let path = uri.and_then(|uri| self.documents.close(&uri));
                self.touched(path.as_deref());
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.folders
                    .iter_mut()
                    .for_each(|folder| folder.stale = true);
                self.behind = true;
            }
            "workspace/didChangeWorkspaceFolders" => self.moved(&params),
            _ => {}
        }
        Vec::new()
    }

    fn opened(&mut self, params: &Value) {
        let Some(item) = part::<lsp::TextDocumentItem>(params, "/textDocument") else {
            return;
        };
        let path = self
            .documents
            .open(&item.uri.0, Some(item.version), item.text);
        // A file that was opened by itself is looked at with its folder of claims.
        if let Some(path) = path.as_deref().filter(|_| self.folders.is_empty()) {
            let claims = path
                .ancestors()
                .skip(1)
                .find(|above| above.ends_with("claims"));
            self.add(
                claims
                    .and_then(Path::parent)
                    .map(Path::to_owned)
                    .into_iter()
                    .collect(),
            );
        }
        self.touched(path.as_deref());
    }

    fn changed(&mut self, params: &Value) {
        let Some(uri) = text_at(params, "/textDocument/uri") else {
            return;
        };
        let version = part(params, "/textDocument/version");
        let changes = part(params, "/contentChanges").unwrap_or_default();
        let path = self.documents.change(uri, version, changes, self.encoding);
        self.touched(path.as_deref());
    }

    /// The workspace has gained or lost folders.
    fn moved(&mut self, params: &Value) {
        let removed = roots(params, "/event/removed");
        self.folders
            .retain(|folder| !removed.contains(&folder.root));
        self.add(roots(params, "/event/added"));
        self.behind = true;
    }

    /// A file was changed: what was read of the folders in which it lies is out of date.
    fn touched(&mut self, path: Option<&Path>) {
        let Some(path) = path else { return };
        for folder in self
            .folders
            .iter_mut()
            .filter(|folder| folder.name_of(path).is_some())
        {
            folder.stale = true;
            self.behind = true;
        }
    }

    /// Asks the editor to tell of changes on the disk.
    fn watch(&self) -> Vec<Message> {
        if !self.watches {
            return Vec::new();
        }
        let registration = json!({
            "id": "watch",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": { "watchers": [{ "globPattern": "**/*.toml" }] },
        });
        let params = json!({ "registrations": [registration] });
        vec![
            Request::new(
                "watch".to_owned().into(),
                "client/registerCapability".to_owned(),
                params,
            )
            .into(),
        ]
    }

    /// Answers a question about a file. About one that is no claim file there is nothing to say.
    /// Looks for what is declared in all folders.
    fn search(&mut self, Request { id, params, .. }: Request) -> Response {
        self.refresh();
        let words = text_at(&params, "/query").unwrap_or_default();
        let reads = self.folders.iter().filter_map(Folder::read_last);
        let found = reads.flat_map(|read| answers::symbols(read, words, self.encoding));
        Response::new_ok(id, found.collect::<Value>())
    }

    fn look_up(&mut self, asked: Asked, Request { id, params, method }: Request) -> Response {
        let Some(uri) = text_at(&params, "/textDocument/uri") else {
            let what = Request { id, params, method };
            return refused(
                what,
                ErrorCode::InvalidParams,
                "this does not say which file is meant",
            );
        };
        self.refresh();
        let path = real_path(uri);
        let among = path.iter().flat_map(|path| {
            self.folders
                .iter()
                .filter_map(move |folder| folder.file(&folder.name_of(path)?))
        });
        match among.last() {
            Some((read, file)) => match asked.answer(read, file, &params, self.encoding) {
                Ok(answer) => Response::new_ok(id, answer),
                Err(why) => Response::new_err(id, ErrorCode::RequestFailed as i32, why),
            },
            None => Response::new_ok(id, Value::Null),
        }
    }
}

fn refused(request: Request, code: ErrorCode, message: &str) -> Response {
    Response::new_err(request.id, code as i32, message.to_owned())
}

/// Returns what comes of some work, or nothing where it breaks off: an editor must not lose its server over one
/// text that nobody thought of.
fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
