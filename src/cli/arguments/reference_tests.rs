//! `docs/reference/commands.md` and `docs/reference/diagnostics.md` are made from the commands and the codes themselves, and the
//! tables of keys in `configuration.md` and `front-matter.md` from the keys, so that they cannot be out of date.
//! `JOURNEYBOOK_BLESS=1 cargo test --lib reference` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::{Arg, ArgAction, Command};

use super::program;
use crate::config::ConfigKey;
use crate::diagnostic::{Code, Level};
use crate::parse::front_matter::FrontMatterKey;
use crate::yaml::{KeyFacts, KnownKey};

/// How many values of a flag are listed; every code would be too many.
const MOST_VALUES: usize = 12;

#[test]
fn the_commands_are_told_as_they_are() {
    is_as_generated("docs/reference/commands.md", &commands());
}

#[test]
fn the_diagnostics_are_told_as_they_are() {
    is_as_generated("docs/reference/diagnostics.md", &diagnostics());
}

#[test]
fn the_keys_are_told_as_they_are() {
    for (path, facts) in
        [("docs/reference/configuration.md", ConfigKey::FACTS), ("docs/reference/front-matter.md", FrontMatterKey::FACTS)]
    {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let page = fs::read_to_string(file).expect("the page");
        let (before, rest) = page.split_once(REGION).expect("a place for the table");
        let (_, after) = rest.split_once(REGION_END).expect("an end of the table");
        let mut table = "\n\n| key | value | means |\n| --- | --- | --- |\n".to_owned();
        add_keys(facts, "", &mut table);
        is_as_generated(path, &format!("{before}{REGION}{table}\n{REGION_END}{after}"));
    }
}

/// The marks around a generated table.
const REGION: &str = "<!-- The table is generated: change the keys in the program. -->";
const REGION_END: &str = "<!-- The end of the table. -->";

/// A row for each key; the keys of a map follow the map's own row.
fn add_keys(facts: &[KeyFacts], path: &str, table: &mut String) {
    for key in facts {
        let name = format!("{path}{}", key.name);
        let value = key.value.to_string().replace('|', "\\|");
        let _ = writeln!(table, "| `{name}` | {value} | {} |", key.description.replace('|', "\\|"));
        add_keys(key.value.keys(), &format!("{name}."), table);
    }
}

/// The examples of a code show its mistake. That it is reported is shown by a case, or by a test that names the code.
#[test]
fn every_code_is_reported_in_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shown = String::new();
    for folder in ["src", "tests"] {
        for entry in
            walkdir::WalkDir::new(root.join(folder)).into_iter().filter_entry(|entry| entry.file_name() != "node_modules")
        {
            let path = entry.expect("an entry").into_path();
            let name = path.to_string_lossy().replace('\\', "/");
            let is_test =
                ["/tests/", "tests.rs", "run.txt"].iter().any(|part| name[root.to_string_lossy().len()..].contains(part));
            if !name.ends_with("reference_tests.rs") && [".rs", ".txt"].iter().any(|end| name.ends_with(end)) {
                let text = fs::read_to_string(&path).unwrap_or_default();
                shown += if is_test { text.as_str() } else { text.split_once("#[cfg(test)]").map_or("", |(_, tests)| tests) };
            }
        }
    }
    let is_shown = |code: &Code| {
        let variant: String = code.name().split('-').flat_map(|word| [word[..1].to_uppercase(), word[1..].to_owned()]).collect();
        [format!("[{code}]"), format!("\"{code}\""), format!("title={code}:"), format!("Code::{variant}")]
            .iter()
            .any(|name| shown.contains(name))
    };
    let missed: Vec<&Code> = Code::ALL.iter().filter(|code| !is_shown(code)).collect();
    assert!(missed.is_empty(), "no test reports {missed:?}");
}

/// The commands that the help shows as examples are accepted as they stand.
#[test]
fn examples_are_accepted() {
    let mut count = 0;
    for command in std::iter::once(program()).chain(program().get_subcommands().cloned()) {
        let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        for line in help.lines().filter_map(|line| line.strip_prefix("  journeybook ")) {
            // What follows two spaces is a remark; what follows a pipe or an arrow is for the shell.
            let arguments = line.split("  ").next().unwrap_or_default();
            let arguments = arguments.split(" | ").next().and_then(|left| left.split(" > ").next()).unwrap_or_default();
            let words = std::iter::once("journeybook".to_owned()).chain(words(arguments)).map(std::ffi::OsString::from);
            assert!(super::parse(words).is_ok(), "`journeybook {arguments}` is not accepted");
            count += 1;
        }
    }
    assert!(count > 40, "{count} examples");
}

/// The words of a command line as a shell splits them, as far as quotes go.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for character in line.chars() {
        match character {
            '"' | '\'' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            _ => words.last_mut().expect("there is one").push(character),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_as_generated(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("JOURNEYBOOK_BLESS").is_some() {
        fs::write(&file, text).expect("a file");
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == text, "{path} is out of date: JOURNEYBOOK_BLESS=1 cargo test --lib reference");
}

fn commands() -> String {
    let mut text = String::from(
        "---\norder: 1\ndescription: Every command of journeybook with every flag.\n---\n# Commands\n\n<!-- This page is generated: change \
         `src/cli/arguments/` instead. -->\n\nEvery command takes `--help`, and `journeybook help COMMAND` prints what follows on the \
         terminal.\n",
    );
    let mut program = program();
    program.build();
    text.push_str("\nWhat every command takes besides:\n\n");
    list(program.get_arguments().filter(|argument| argument.is_global_set()), &mut text);
    let visible = program.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help");
    for command in visible {
        describe(command, &mut text);
    }
    let help = program.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let codes = help.split_once("Exit codes:\n").expect("the help tells the exit codes").1;
    text.push_str("\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n");
    for line in codes.lines().map_while(|line| line.strip_prefix("  ")) {
        let (code, meaning) = line.split_once(' ').expect("a code and its meaning");
        let _ = writeln!(text, "| {code} | {} |", meaning.trim());
    }
    text
}

fn describe(command: &Command, text: &mut String) {
    let name = command.get_name();
    let _ = writeln!(text, "\n## `journeybook {name}`\n");
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(text, "{}\n", paragraphs(&about));
    let aliases: Vec<String> = command.get_visible_aliases().map(|alias| format!("`{alias}`")).collect();
    if !aliases.is_empty() {
        let _ = writeln!(text, "Other names: {}.\n", aliases.join(", "));
    }
    let mut command = command.clone();
    let usage = command.render_usage().to_string();
    let _ = writeln!(text, "```text\n{}\n```\n", usage.trim_start_matches("Usage: ").trim());
    list(command.get_arguments().filter(|argument| !argument.is_global_set()), text);
    if let Some(examples) = command.get_after_long_help() {
        let examples = examples.to_string();
        let lines: Vec<&str> = examples.lines().skip(1).map(str::trim_end).take_while(|line| line.starts_with("  ")).collect();
        if !lines.is_empty() {
            let _ = writeln!(text, "\n```console\n{}\n```", lines.iter().map(|line| &line[2..]).collect::<Vec<_>>().join("\n"));
        }
    }
}

/// A table of arguments.
fn list<'a>(arguments: impl Iterator<Item = &'a Arg>, text: &mut String) {
    let mut arguments = arguments.filter(|argument| !matches!(argument.get_id().as_str(), "help" | "version")).peekable();
    if arguments.peek().is_some() {
        text.push_str("| argument | meaning |\n| --- | --- |\n");
    }
    for argument in arguments {
        let _ = writeln!(text, "| {} | {} |", spelling(argument), cell(argument));
    }
}

/// How an argument is written, as code.
fn spelling(argument: &Arg) -> String {
    let values: Vec<&str> = argument.get_value_names().unwrap_or_default().iter().map(clap::builder::Str::as_str).collect();
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let value = if takes_value { format!(" <{}>", values.join("> <")) } else { String::new() };
    match (argument.get_short(), argument.get_long()) {
        (Some(short), Some(long)) => format!("`-{short}`, `--{long}{value}`"),
        (None, Some(long)) => format!("`--{long}{value}`"),
        (Some(short), None) => format!("`-{short}{value}`"),
        (None, None) => format!("`{}`", values.join(" ")),
    }
}

/// What an argument means, with its default and its values, in one row of a table.
fn cell(argument: &Arg) -> String {
    let help = argument.get_long_help().or(argument.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut said = paragraphs(&help).replace("\n\n", "<br>").replace('\n', " ");
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let values = argument.get_possible_values();
    let values: Vec<String> = values.iter().filter(|_| takes_value).map(|value| format!("`{}`", value.get_name())).collect();
    if (1..=MOST_VALUES).contains(&values.len()) {
        let _ = write!(said, " One of {}.", values.join(", "));
    }
    let defaults: Vec<String> =
        argument.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if takes_value && !defaults.is_empty() {
        let _ = write!(said, " Default: {}.", defaults.join(", "));
    }
    said.replace('|', "\\|")
}

/// Plain text as Markdown, each paragraph with its full stop.
fn paragraphs(text: &str) -> String {
    let ended = text.split("\n\n").map(|paragraph| {
        let paragraph = paragraph.trim().replace('<', "\\<");
        if paragraph.ends_with(['.', ']', ':']) { paragraph } else { format!("{paragraph}.") }
    });
    ended.collect::<Vec<_>>().join("\n\n")
}

fn diagnostics() -> String {
    let mut text = String::from(
        "---\norder: 4\ndescription: Every kind of problem that Journeybook finds, with an example and the way out.\n---\n# \
         Diagnostics\n\nThis page is generated from the program: change `src/diagnostic/explanations/` instead. `journeybook explain \
         CODE` prints the same on the terminal.\n\nThe level of a code is set by `checks:` in `handbook.yaml` and by `--allow`, `--warn` \
         and `--deny`.\n\n| code | by default | means |\n| --- | --- | --- |\n",
    );
    for code in Code::ALL {
        let level = level(*code);
        let _ = writeln!(text, "| [`{code}`](#{code}) | {level} | {} |", code.summary().replace('|', "\\|").replace('<', "\\<"));
    }
    for code in Code::ALL {
        let _ = writeln!(text, "\n## {code}\n\nBy default: {}.\n\n{}", level(*code), as_markdown(code.explanation()).trim_end());
    }
    text
}

fn level(code: Code) -> String {
    let level = match code.default_level() {
        Level::Allow => "off",
        Level::Note => "a note",
        Level::Warn => "a warning",
        Level::Deny => "an error",
    };
    if code.is_fixed() { format!("{level}, fixed") } else { level.to_owned() }
}

/// An explanation as Markdown: indented lines are an example.
fn as_markdown(explanation: &str) -> String {
    let mut written = String::new();
    let mut in_example = false;
    for line in explanation.lines() {
        let belongs_to_one = line.starts_with("    ") || (in_example && line.is_empty());
        if belongs_to_one && !in_example {
            written.push_str("```text\n");
        } else if in_example && !belongs_to_one {
            written.truncate(written.trim_end().len());
            written.push_str("\n```\n\n");
        }
        in_example = belongs_to_one;
        let line = line.strip_prefix("    ").unwrap_or(line);
        let line = if in_example { line.to_owned() } else { line.replace('<', "\\<") };
        let _ = writeln!(written, "{line}");
    }
    if in_example {
        written.truncate(written.trim_end().len());
        written.push_str("\n```\n");
    }
    written
}
