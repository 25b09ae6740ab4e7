//! `journeybook completions SHELL`: the script that completes commands, flags and codes in a shell.

use clap::CommandFactory;

use super::arguments::Arguments;
use super::options::Shell;
use super::{Exit, stdio};

pub(super) fn run(shell: Shell) -> Exit {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    let shell = match shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Elvish => clap_complete::Shell::Elvish,
        Shell::Fish => clap_complete::Shell::Fish,
        Shell::PowerShell => clap_complete::Shell::PowerShell,
        Shell::Zsh => clap_complete::Shell::Zsh,
    };
    clap_complete::generate(shell, &mut command, "journeybook", &mut script);
    stdio::answer(String::from_utf8_lossy(&script));
    Exit::Clean
}
