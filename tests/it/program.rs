//! The program as the tests start it.

use std::process::{Command, Stdio};

/// The program with these arguments, in an environment of its own: only its own choice decides on styles, and where it runs
/// (in continuous integration, perhaps) changes nothing.
pub(crate) fn journeybook(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_journeybook"));
    for name in
        ["NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_STEP_SUMMARY"]
    {
        command.env_remove(name);
    }
    // Reviews are measured by a day that stays, unless a test gives another.
    command.env("SOURCE_DATE_EPOCH", "1795305600");
    command.args(arguments).stdin(Stdio::null());
    command
}
