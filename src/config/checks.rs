//! `checks:`, the level of each code.

use crate::diagnostic::{Code, Level, Levels};
use crate::yaml::{Node, Problem};

use crate::yaml::section::{Refusals, unknown};

/// Reads the levels in their order; `all` stands for every code that is neither fixed nor off by default.
pub(super) fn read(node: &Node, refusals: &mut Refusals) -> Levels {
    let mut levels = Levels::default();
    for entry in refusals.accept(node.entries("checks")).unwrap_or_default() {
        let code = match entry.key.parse::<Code>() {
            Ok(code) if code.is_fixed() => {
                let message = format!("the level of `{code}` cannot be changed");
                refusals.add(Problem::new(
                    entry.key_span.clone(),
                    message,
                    "delete the line: no correct page could be built with this problem",
                ));
                continue;
            }
            Ok(code) => Some(code),
            Err(_) if entry.key == "all" => None,
            Err(_) => {
                let known = Code::ALL.iter().filter(|code| !code.is_fixed()).map(|code| code.name());
                let message = format!("there is no check `{}`", entry.key);
                refusals.add(unknown(entry.key_span.clone(), message, "check", &entry.key, known));
                continue;
            }
        };
        let Some(level) = refusals.accept(level(entry.place(), &entry.value)) else { continue };
        match code {
            Some(code) => levels.set(code, level),
            None => levels.set_all(level),
        }
    }
    levels
}

fn level(place: std::ops::Range<usize>, node: &Node) -> Result<Level, Problem> {
    let written = node.scalar().map_or_else(|| node.kind(), |scalar| scalar.text.trim());
    let meant = match written {
        "allow" => return Ok(Level::Allow),
        "note" => return Ok(Level::Note),
        "warn" => return Ok(Level::Warn),
        "deny" => return Ok(Level::Deny),
        _ => match &*written.to_ascii_lowercase() {
            "allow" | "off" | "ignore" | "false" | "no" | "none" => Some("allow"),
            "note" | "notice" | "info" | "hint" => Some("note"),
            "warn" | "warning" => Some("warn"),
            "deny" | "error" | "fatal" | "on" | "true" => Some("deny"),
            _ => None,
        },
    };
    let problem = Problem::new(place, format!("`{written}` is not a level"), "the levels are `allow`, `note`, `warn` and `deny`");
    Err(match meant {
        Some(meant) => problem.suggest(meant),
        None => problem,
    })
}
