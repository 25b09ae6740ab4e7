//! The `journeybook` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    journeybook::cli::run(std::env::args_os()).into()
}
