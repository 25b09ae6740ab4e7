//! Problems as a SARIF 2.1.0 log (OASIS standard), for code scanning.

use serde_json::{Value, json};

use super::json::serialized;
use super::{Code, Level, Located, Position, from_repository_root};
use crate::path::UrlPath;

/// The whole log as one line of JSON.
///
/// `project` is the project folder relative to the repository root, empty when they are the same: the log names files from there.
/// Every code is listed as a rule, and a result's `ruleIndex` is the code's place in that list.
#[must_use]
pub fn render(problems: &[Located], project: &str) -> String {
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "journeybook",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": Code::ALL.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": problems.iter().map(|problem| result(problem, project)).collect::<Vec<_>>(),
        }],
    });
    serialized(&log) + "\n"
}

fn rule(code: Code) -> Value {
    let (enabled, level) = match code.default_level() {
        Level::Deny => (true, "error"),
        Level::Warn => (true, "warning"),
        Level::Allow => (false, "warning"),
    };
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.summary() },
        "fullDescription": { "text": code.summary() },
        "help": { "text": code.explanation() },
        "defaultConfiguration": { "enabled": enabled, "level": level },
    })
}

fn result(problem: &Located, project: &str) -> Value {
    let diagnostic = &problem.diagnostic;
    let message = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": Code::ALL.iter().position(|&code| code == diagnostic.code),
        "level": problem.severity.name(),
        "message": { "text": message },
    });
    let Some(file) = &problem.file else { return result };
    let artifact = json!({ "uri": uri(&from_repository_root(project, file)), "uriBaseId": "%SRCROOT%" });
    let mut place = json!({ "artifactLocation": artifact });
    if let Some(range) = problem.range {
        place["region"] = region(range);
        if let Some(suggestion) = &diagnostic.suggestion {
            result["fixes"] = json!([{ "artifactChanges": [{
                "artifactLocation": artifact,
                "replacements": [{ "deletedRegion": region(range), "insertedContent": { "text": suggestion } }],
            }]}]);
        }
    }
    result["locations"] = json!([{ "physicalLocation": place }]);
    result
}

/// A region's end is exclusive, as our own is.
fn region((start, end): (Position, Position)) -> Value {
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// The file as a relative reference of RFC 3986.
fn uri(file: &str) -> String {
    UrlPath::home().href_to(&UrlPath::from(file))
}
