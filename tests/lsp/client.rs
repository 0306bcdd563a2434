//! An editor for tests: it starts the server and speaks with it over stdin and stdout. Whoever waits for
//! an answer waits for a limited time: a server that hangs fails the test.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use assert_cmd::cargo::cargo_bin;
use serde_json::{Value, json};
use tempfile::TempDir;

/// No answer takes so long, not even on a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

/// An editor with a workspace of its own.
pub(super) struct Editor {
    pub(super) folder: TempDir,
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What it said that nobody has looked at yet.
    unseen: VecDeque<Value>,
    next: i64,
    version: i64,
}

impl Editor {
    /// Starts the server in a workspace with these files. It is not initialized yet.
    pub(super) fn start(files: &[(&str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut command = Command::new(cargo_bin("crosscheck"));
        command
            .arg("lsp")
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            folder,
            child,
            stdin,
            messages,
            unseen: VecDeque::new(),
            next: 0,
            version: 0,
        }
    }

    /// Starts the server and opens the workspace.
    pub(super) fn open(files: &[(&str, &str)]) -> Self {
        Self::open_with(files, &json!({}))
    }

    /// Returns the same, with more to say at the beginning.
    pub(super) fn open_with(files: &[(&str, &str)], more: &Value) -> Self {
        let mut editor = Self::start(files);
        let mut params =
            json!({ "processId": null, "rootUri": editor.uri(""), "capabilities": {} });
        let more = more.as_object().unwrap().clone();
        params.as_object_mut().unwrap().extend(more);
        editor.ask("initialize", &params);
        editor.tell("initialized", &json!({}));
        editor
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    /// Returns the URI of a file of the workspace, as some editors write it.
    pub(super) fn uri(&self, name: &str) -> String {
        let path = self.path(name).display().to_string().replace('\\', "/");
        let path = path
            .trim_end_matches('/')
            .replace(' ', "%20")
            .replace('ü', "%C3%BC");
        format!(
            "file://{}{path}",
            if path.starts_with('/') { "" } else { "/" }
        )
    }

    /// Sends bytes as they are.
    pub(super) fn send_raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        // A server that has left does not listen.
        let _ = stdin.write_all(bytes).and_then(|()| stdin.flush());
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(super) fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and waits for the whole answer.
    pub(super) fn ask_whole(&mut self, method: &str, params: &Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.wait_for(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Asks something that is answered.
    pub(super) fn ask(&mut self, method: &str, params: &Value) -> Value {
        let mut answer = self.ask_whole(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Returns the first message of that sort that nobody has looked at.
    fn wait_for(&mut self, is_meant: impl Fn(&Value) -> bool) -> Value {
        loop {
            if let Some(at) = self.unseen.iter().position(&is_meant) {
                return self.unseen.remove(at).expect("it was found there");
            }
            let message = self
                .messages
                .recv_timeout(PATIENCE)
                .expect("the server says something");
            self.unseen.push_back(message);
        }
    }

    /// Returns what the server asks of the editor.
    pub(super) fn asked(&mut self) -> Value {
        self.wait_for(|message| message.get("id").is_some() && message.get("method").is_some())
    }

    /// Opens a file with a text.
    pub(super) fn did_open(&mut self, name: &str, text: &str) {
        let item =
            json!({ "uri": self.uri(name), "languageId": "toml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// Changes an open file.
    pub(super) fn did_change(&mut self, name: &str, changes: &Value) {
        self.version += 1;
        let document = json!({ "uri": self.uri(name), "version": self.version });
        self.tell(
            "textDocument/didChange",
            &json!({ "textDocument": document, "contentChanges": changes }),
        );
    }

    /// Asks about a place in a file.
    pub(super) fn ask_at(
        &mut self,
        what: &str,
        name: &str,
        (line, character): (usize, usize),
    ) -> Value {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": self.uri(name) }, "position": position,
                             "context": { "includeDeclaration": true } });
        self.ask(&format!("textDocument/{what}"), &params)
    }

    /// Returns what the server underlines in a file, the next time that it says so.
    pub(super) fn told_of(&mut self, name: &str) -> Value {
        let uri = self.uri(name);
        let is_meant = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri.as_str()
        };
        self.wait_for(is_meant)["params"]["diagnostics"].take()
    }

    /// Returns the codes of what it underlines.
    pub(super) fn codes_of(&mut self, name: &str) -> Vec<String> {
        let told = self.told_of(name);
        told.as_array()
            .unwrap()
            .iter()
            .map(|told| told["code"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Ends the conversation as the protocol asks. Returns the exit status.
    pub(super) fn leave(mut self) -> Option<i32> {
        assert_eq!(self.ask("shutdown", &Value::Null), Value::Null);
        self.tell("exit", &Value::Null);
        self.ended()
    }

    /// Waits for the end of the server, and returns its exit status.
    pub(super) fn ended(&mut self) -> Option<i32> {
        let tries = PATIENCE.as_millis() / 20;
        let mut ends = (0..tries).map(|_| {
            std::thread::sleep(Duration::from_millis(20));
            self.child.try_wait().unwrap()
        });
        ends.find_map(|status| status)
            .expect("the server ends")
            .code()
    }

    /// Everything that it still says, until it ends.
    pub(super) fn rest(&mut self) -> String {
        self.ended();
        self.unseen
            .drain(..)
            .chain(self.messages.iter())
            .map(|message| message.to_string())
            .collect()
    }

    /// Closes stdin.
    pub(super) fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Returns a message with its URIs as they are everywhere, and its ranges as "line:column-line:column".
    pub(super) fn shown(&self, message: &Value) -> String {
        serde_json::to_string_pretty(&brief(message))
            .unwrap()
            .replace(&self.uri(""), "file:///DESK")
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((_, value)) => length = value.parse().ok()?,
            None => break,
        }
    }
    let mut text = vec![0; length];
    stdout.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}

fn brief(message: &Value) -> Value {
    match message {
        Value::Object(keys) if keys.contains_key("start") && keys.contains_key("end") => {
            let at = |end: &str| format!("{}:{}", message[end]["line"], message[end]["character"]);
            json!(format!("{}-{}", at("start"), at("end")))
        }
        Value::Object(keys) => keys
            .iter()
            .map(|(key, value)| (key.clone(), brief(value)))
            .collect(),
        Value::Array(items) => items.iter().map(brief).collect(),
        plain => plain.clone(),
    }
}

/// Returns a place in a text, in UTF-16 units: that of a mark, which is not part of the text.
pub(super) fn marked(text: &str) -> (String, (usize, usize)) {
    let at = text.find('‸').expect("a mark");
    let before = &text[..at];
    let line = before.matches('\n').count();
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .encode_utf16()
        .count();
    (text.replace('‸', ""), (line, column))
}
