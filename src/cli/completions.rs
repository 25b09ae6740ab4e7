//! `journeybook completions SHELL`: the script that completes commands, flags and the words that they take.

use std::path::PathBuf;

use clap::Command;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::arguments::program;
use super::options::{HandbookOptions, ReportOptions, Shell};
use super::prepare::configure;
use super::{Exit, report, stdio};
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Severity};
use crate::disk;
use crate::import::SYSTEMS;
use crate::preview::Editor;

/// Prints the script, with the words of the handbook in `project` if there is one. A configuration with errors is refused, since
/// only some of its words would have been read.
pub(super) fn run(shell: Shell, project: Option<PathBuf>) -> Exit {
    let config = match project.map(|project| (disk::open(&project), project)) {
        None => Config::default(),
        Some((Err(error), _)) => return report::refuse(error.diagnostic(), ReportOptions::PLAIN),
        Some((Ok(opened), project)) => {
            let Checked { value, diagnostics } = configure(&opened, &HandbookOptions::plain(project), None);
            if let Some(fault) = diagnostics.into_iter().find(|fault| value.checks.severity(fault.code) == Some(Severity::Error))
            {
                return report::refuse(fault, ReportOptions::PLAIN);
            }
            value
        }
    };
    let mut script = Vec::new();
    let mut command = with_words(program(), &config);
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

/// The commands, with the words that some arguments accept. The commands check those words themselves and suggest what was meant,
/// so only the completion lists them. Stages, needs and kinds come from the configuration.
fn with_words(command: Command, config: &Config) -> Command {
    let names: Vec<PossibleValue> =
        command.get_subcommands().map(|command| PossibleValue::new(command.get_name().to_owned())).collect();
    let Config { journey, kinds, .. } = config;
    let described = |id: &str, title: &str| PossibleValue::new(id.to_owned()).help(title.to_owned());
    let stages: Vec<PossibleValue> = journey.stages.iter().map(|stage| described(&stage.id, &stage.title)).collect();
    let words: [(&str, &str, Vec<PossibleValue>); 8] = [
        ("explain", "code", Code::ALL.iter().map(|code| PossibleValue::new(code.name()).help(code.summary())).collect()),
        ("man", "command", names),
        ("import", "system", SYSTEMS.iter().map(|system| PossibleValue::new(system.id())).collect()),
        ("serve", "editor", Editor::names().map(PossibleValue::new).collect()),
        ("build", "stage", stages.clone()),
        ("new", "stages", stages),
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
        let command = with_words(program(), &Config::default());
        for (name, argument, word) in [
            ("explain", "code", "broken-link"),
            ("check", "deny", "orphan-page"),
            ("man", "command", "serve"),
            ("import", "system", "mkdocs"),
            ("serve", "editor", "zed"),
            ("build", "stage", "advocacy"),
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
        clap_complete::generate(
            clap_complete::Shell::Bash,
            &mut with_words(program(), &Config::default()),
            "journeybook",
            &mut script,
        );
        assert!(String::from_utf8_lossy(&script).contains("attraction"));
    }

    #[test]
    fn words_are_those_of_the_handbook() {
        let text = "journey:\n  stages: [{ id: landing, title: Landing }, { id: growing, title: Growing }]\nkinds: [recipe]\n";
        let command = with_words(program(), &crate::config::read(text).value);
        let new = command.find_subcommand("new").expect("the command");
        let words = |argument: &str| -> Vec<String> {
            let argument = new.get_arguments().find(|known| known.get_id() == argument).expect("the argument");
            argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
        };
        assert_eq!(words("stages"), ["landing", "growing"]);
        assert!(words("kind").contains(&"recipe".to_owned()));
    }
}
