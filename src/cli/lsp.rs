//! `crosscheck lsp`

mod answers;
mod documents;
mod folder;
mod params;
mod places;
mod server;
mod uri;

use std::io::{self, BufRead, IsTerminal, Read};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use lsp_server::Message;

use super::output;
use server::Server;

/// The pause in typing after which the files are read, once for all letters before.
const PAUSE: Duration = Duration::from_millis(60);

/// The arguments of `lsp`.
#[derive(clap::Args)]
#[command(after_help = HELP)]
pub(super) struct LspArgs {
    /// Do nothing: many editors pass this, and stdin and stdout are the only way there is
    #[arg(long)]
    stdio: bool,
}

const HELP: &str = "\
An editor starts this program and speaks the Language Server Protocol with it, over stdin
and stdout. docs/editors.md says how to set that up.

Examples:
  crosscheck lsp                the command to give to an editor
  :checkhealth vim.lsp          asks Neovim whether it runs

The claims are those in the folder `claims` of the workspace, else in the workspace itself.
The initialization option `claims` names another folder: { \"claims\": \"data/claims\" }.

Exit status: 0 after `shutdown`, else 1.";

/// Serves an editor until it leaves.
pub(super) fn run(LspArgs { stdio: _ }: &LspArgs) -> ExitCode {
    if io::stdin().is_terminal() {
        output::tell(
            "this waits for an editor; Ctrl-C ends it, and `crosscheck lsp --help` says more",
        );
    }
    let (sender, messages) = channel();
    std::thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        while let Some(message) = next(&mut stdin) {
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    let mut server = Server::new();
    // An editor that is gone hears nothing, and needs nothing.
    let _ = serve(&mut server, &messages);
    ExitCode::from(u8::from(!server.is_down()))
}

/// The most bytes of a message, and of the lines before it. No claim file is nearly as long.
const LONGEST_MESSAGE: usize = 256 << 20;
const LONGEST_HEADERS: u64 = 4096;

/// Returns the next message that can be read, or `None` at the end. What is no message is reported on stderr
/// and left out.
fn next(stdin: &mut impl BufRead) -> Option<Message> {
    loop {
        let headers = headers(stdin)?;
        match Message::read(&mut headers.as_bytes().chain(&mut *stdin)) {
            Ok(message) => return message,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                output::tell(&format!("this is no message of the protocol: {error}"));
            }
            Err(_) => return None,
        }
    }
}

/// Reads the lines before a message. A length beyond all reason would take all memory before the first byte is
/// there, and what comes after it cannot be told from it: then returns `None`.
fn headers(stdin: &mut impl BufRead) -> Option<String> {
    let mut headers = String::new();
    let mut lines = stdin.take(LONGEST_HEADERS);
    while lines.read_line(&mut headers).ok()? > 0 {
        let line = headers.lines().next_back().unwrap_or_default();
        // A line that is no header ends them, too: what comes after it is looked at anew.
        if !line.contains(": ") {
            return Some(headers);
        }
        let length = line.to_ascii_lowercase();
        let length = length.strip_prefix("content-length:").map(str::trim);
        let length = length.and_then(|length| length.parse::<usize>().ok());
        if length.is_some_and(|length| length > LONGEST_MESSAGE) {
            output::tell("this is no message of the protocol: it is longer than any can be");
            return None;
        }
    }
    Some(headers).filter(|headers| !headers.is_empty())
}

/// Handles one message after the other. Typing sends many: the files are read in a pause, or if the editor
/// asks something.
fn serve(server: &mut Server, messages: &Receiver<Message>) -> io::Result<()> {
    loop {
        let wait = if server.is_behind() {
            PAUSE
        } else {
            Duration::MAX
        };
        match messages.recv_timeout(wait) {
            Ok(message) if is_exit(&message) => return Ok(()),
            Ok(message) => send(&server.hear(message))?,
            Err(RecvTimeoutError::Timeout) => send(&server.publish())?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

fn is_exit(message: &Message) -> bool {
    matches!(message, Message::Notification(told) if told.method == "exit")
}

fn send(messages: &[Message]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    messages
        .iter()
        .try_for_each(|message| message.write(&mut stdout))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_left_out_and_no_length_takes_all_memory() {
        let exit = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let message = format!("Content-Length: {}\r\n\r\n{exit}", exit.len());
        for (text, read) in [
            (message.clone(), 1),
            (message.repeat(3), 3),
            (format!("Content-Length: 2\r\n\r\n[]{message}"), 1),
            (
                format!("content-length: 99999999999999\r\n\r\n{message}"),
                0,
            ),
            (format!("Content-Length: 268435457\r\n\r\n{message}"), 0),
            ("Content-Length: 50\r\n\r\n{}".to_owned(), 0),
            ("x".repeat(10_000), 0),
            (String::new(), 0),
        ] {
            let mut stdin = text.as_bytes();
            let messages = std::iter::from_fn(|| next(&mut stdin));
            assert_eq!(messages.count(), read, "{text:.40}");
        }
    }
}
