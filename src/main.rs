//! The program: everything it does is in the library's room for the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    crosscheck::cli::run()
}
