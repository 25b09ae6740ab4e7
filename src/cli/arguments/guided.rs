//! The commands with what their help says of the guide.

use clap::{Command, CommandFactory};

use super::{AFTER_HELP, AFTER_LONG_HELP, Arguments};
use crate::guide::{self, Page};

/// The program with all its commands. The help of each names the page of the guide that tells more.
pub(in crate::cli) fn program() -> Command {
    let program = Arguments::command();
    let commands: Vec<String> = program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let home = guide::named(Page::HOME, "");
    let program =
        program.after_help(format!("{AFTER_HELP}\nGuide: {home}")).after_long_help(format!("{AFTER_LONG_HELP}\n\nGuide: {home}"));
    commands.into_iter().fold(program, |program, name| {
        let (page, fragment) = page_of(&name);
        let guide = guide::named(page, &fragment);
        program.mut_subcommand(name, |command| {
            let examples = command.get_after_long_help().map(|help| format!("{help}\n\n")).unwrap_or_default();
            command.after_long_help(format!("{examples}Guide: {guide}"))
        })
    })
}

/// The page of the guide for a command, and the heading there. A command without a page of its own is told among all of them.
fn page_of(command: &str) -> (Page, String) {
    let page = match command {
        "check" | "fix" => Page::CHECKS,
        "completions" | "man" => Page::INSTALL,
        "explain" => Page::DIAGNOSTICS,
        "import" => Page::MIGRATION,
        "init" => Page::GETTING_STARTED,
        "codeowners" | "list" => Page::KEEPING,
        "lsp" | "schema" => Page::EDITORS,
        "mv" => Page::REDIRECTS,
        "new" => Page::FIRST_HANDBOOK,
        "search" => Page::SEARCH,
        "serve" => Page::PREVIEW,
        "theme" => Page::OWN_THEME,
        _ => return (Page::COMMANDS, format!("journeybook-{command}")),
    };
    (page, String::new())
}
