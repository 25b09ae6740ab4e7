//! `journeybook completions SHELL`: the script that completes commands, flags and the words that they take.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};

use super::arguments::Arguments;
use super::options::Shell;
use super::{Exit, stdio};
use crate::config::Config;
use crate::diagnostic::Code;
use crate::import::SYSTEMS;
use crate::preview::Editor;

pub(super) fn run(shell: Shell) -> Exit {
    let mut script = Vec::new();
    let mut command = with_words(Arguments::command());
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

/// The commands with the words that some arguments take. The commands judge those words themselves and suggest what was meant, so that
/// only the completion knows them as a list. Stages and needs are those of the journey that applies where none is configured.
fn with_words(command: Command) -> Command {
    let names: Vec<PossibleValue> =
        command.get_subcommands().map(|command| PossibleValue::new(command.get_name().to_owned())).collect();
    let Config { journey, kinds, .. } = Config::default();
    let described = |id: &str, title: &str| PossibleValue::new(id.to_owned()).help(title.to_owned());
    let words: [(&str, &str, Vec<PossibleValue>); 7] = [
        ("explain", "code", Code::ALL.iter().map(|code| PossibleValue::new(code.name()).help(code.summary())).collect()),
        ("man", "command", names),
        ("import", "system", SYSTEMS.iter().map(|system| PossibleValue::new(system.id())).collect()),
        ("serve", "editor", Editor::names().map(PossibleValue::new).collect()),
        ("new", "stages", journey.stages.iter().map(|stage| described(&stage.id, &stage.title)).collect()),
        ("new", "needs", journey.needs.iter().map(|need| described(&need.id, &need.title)).collect()),
        ("new", "kind", kinds.iter().map(|kind| PossibleValue::new(kind.to_string())).collect()),
    ];
    words.into_iter().fold(command, |command, (name, argument, words)| {
        command.mut_subcommand(name, |command| {
            command.mut_arg(argument, |argument| argument.value_parser(PossibleValuesParser::new(words)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_completed_where_they_are_known() {
        let command = with_words(Arguments::command());
        for (name, argument, word) in [
            ("explain", "code", "broken-link"),
            ("check", "deny", "orphan-page"),
            ("man", "command", "serve"),
            ("import", "system", "mkdocs"),
            ("serve", "editor", "zed"),
            ("new", "stages", "adoption"),
            ("new", "needs", "autonomy"),
            ("new", "kind", "guide"),
            ("schema", "subject", "front-matter"),
        ] {
            let command = command.find_subcommand(name).expect("the command");
            let argument = command.get_arguments().find(|known| known.get_id() == argument).expect("the argument");
            assert!(argument.get_possible_values().iter().any(|value| value.get_name() == word), "{name} {word}");
        }
        let mut script = Vec::new();
        clap_complete::generate(clap_complete::Shell::Bash, &mut with_words(Arguments::command()), "journeybook", &mut script);
        assert!(String::from_utf8_lossy(&script).contains("attraction"));
    }
}
