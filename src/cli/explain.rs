//! `journeybook explain [CODE]`: what a problem's code means, or all codes at a glance.

use std::fmt::Write;

use super::{Exit, stdio};
use crate::config::ConfigKey;
use crate::diagnostic::{Code, Level, visible_line};
use crate::guide::{self, Page};
use crate::parse::front_matter::FrontMatterKey;
use crate::suggest::nearest;
use crate::yaml::{KeyFacts, KnownKey};

pub(super) fn run(name: Option<&str>) -> Exit {
    let Some(name) = name else {
        stdio::answer(overview());
        return Exit::Clean;
    };
    // People copy the code as it is printed, including the brackets.
    let name = name
        .trim_start_matches("error")
        .trim_start_matches("warning")
        .trim_start_matches("note")
        .trim_matches(['[', ']'])
        .to_ascii_lowercase();
    if let Ok(code) = name.parse::<Code>() {
        stdio::answer(explained(code));
        return Exit::Clean;
    }
    let hint = match nearest(&name, Code::ALL.iter().map(|code| code.name())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`journeybook explain` lists all codes".to_owned(),
    };
    stdio::tell(format_args!("error: there is no code `{}`\nhelp: {hint}", visible_line(&name)));
    Exit::Unusable
}

/// The explanation, between the default level and how to change it.
fn explained(code: Code) -> String {
    let (standing, way_to_change) = match (code.is_fixed(), code.default_level()) {
        (true, _) => ("always an error", None),
        (false, Level::Deny) => ("an error by default", Some("warn")),
        (false, Level::Warn) => ("a warning by default", Some("allow")),
        (false, Level::Note) => ("a note by default", Some("allow")),
        (false, Level::Allow) => ("off by default", Some("warn")),
    };
    let mut text = format!("{code}: {standing}\n\n{}", code.explanation());
    let facts = match code {
        Code::FrontMatter | Code::UnknownKey => FrontMatterKey::FACTS,
        Code::Config => ConfigKey::FACTS,
        _ => &[],
    };
    if !facts.is_empty() {
        let _ = write!(text, "\nThe keys are:\n\n{}", keys(facts, 4));
    }
    if let Some(level) = way_to_change {
        let _ = write!(
            text,
            "\nTo change that for the handbook, write this in handbook.yaml; for one run, use\n`--{level} {code}`.\n\n    checks: {{ {code}: {level} }}\n"
        );
    }
    let _ = write!(text, "\nGuide: {}\n", guide::named(Page::DIAGNOSTICS, code.name()));
    text
}

/// The column at which the meaning of a key begins.
const MEANING: usize = 22;
/// How wide a line may be.
const WIDTH: usize = 80;

/// The keys, each with what it means and those of the maps below them.
fn keys(facts: &[KeyFacts], indent: usize) -> String {
    let mut text = String::new();
    for key in facts {
        let _ = write!(text, "{:indent$}{:<width$}", "", key.name, width = MEANING - indent);
        let mut column = MEANING;
        let said = format!("{} ({})", key.description, key.value);
        for (position, word) in said.split(' ').enumerate() {
            let length = word.chars().count() + usize::from(position > 0);
            if column + length > WIDTH {
                let _ = write!(text, "\n{:MEANING$}{word}", "");
                column = MEANING + length;
            } else {
                let _ = write!(text, "{}{word}", if position > 0 { " " } else { "" });
                column += length;
            }
        }
        text.push('\n');
        text += &keys(key.value.keys(), indent + 2);
    }
    text
}

/// Every code with its summary, grouped by default level.
fn overview() -> String {
    let mut text = String::new();
    for (heading, belongs) in GROUPS {
        if !Code::ALL.iter().copied().any(belongs) {
            continue;
        }
        let _ = writeln!(text, "{heading}\n");
        for code in Code::ALL.iter().copied().filter(|&code| belongs(code)) {
            let _ = writeln!(text, "    {:<22}{}", code.name(), code.summary());
        }
        text.push('\n');
    }
    let _ =
        write!(text, "`journeybook explain CODE` tells more of one of them.\nGuide: {}\n", guide::named(Page::DIAGNOSTICS, ""));
    text
}

type Group = (&'static str, fn(Code) -> bool);

const GROUPS: [Group; 5] = [
    ("Errors, always:", |code| code.is_fixed()),
    ("Errors, unless `checks:`, `--warn` or `--allow` say otherwise:", |code| {
        !code.is_fixed() && code.default_level() == Level::Deny
    }),
    ("Warnings:", |code| !code.is_fixed() && code.default_level() == Level::Warn),
    ("Notes:", |code| code.default_level() == Level::Note),
    ("Off, unless `checks:`, `--warn` or `--deny` ask for them:", |code| code.default_level() == Level::Allow),
];
