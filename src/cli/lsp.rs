//! `crosscheck lsp`

mod answers;
mod documents;
mod folder;
mod params;
mod places;
mod server;
mod uri;

use std::io::{self, IsTerminal};
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

/// Returns the next message that can be read, or `None` at the end. What is no message is reported on stderr
/// and left out.
fn next(stdin: &mut io::StdinLock<'_>) -> Option<Message> {
    loop {
        match Message::read(stdin) {
            Ok(message) => return message,
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                output::tell(&format!("this is no message of the protocol: {error}"));
            }
            Err(_) => return None,
        }
    }
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
