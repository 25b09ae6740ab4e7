//! Problems as a SARIF 2.1.0 log (OASIS standard), for code scanning.

use serde::Serialize;

use super::json::serialized;
use super::{Applicability, Code, Level, Located, Position, from_repository_root};
use crate::guide::{self, Page};
use crate::path::UrlPath;

/// The whole log as one line of JSON.
///
/// `project` is the project folder relative to the repository root, empty when they are the same: the log's paths start there.
/// Every code is listed as a rule, and a result's `ruleIndex` is the code's place in that list.
#[must_use]
pub fn render(problems: &[Located], project: &str) -> String {
    let driver = Driver {
        name: "journeybook",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: Code::ALL.iter().copied().map(Rule::new).collect(),
    };
    let results = problems.iter().map(|problem| SarifResult::new(problem, project)).collect();
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results }],
    };
    serialized(&log) + "\n"
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

/// The standard wraps every text meant for people.
#[derive(Serialize)]
struct Message<T> {
    text: T,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<&'static str>,
    help: Message<&'static str>,
    /// The code's page in the guide (section 3.49.12), where its address is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    default_configuration: RuleConfiguration,
}

#[derive(Serialize)]
struct RuleConfiguration {
    enabled: bool,
    level: &'static str,
}

impl Rule {
    fn new(code: Code) -> Self {
        let (enabled, level) = match code.default_level() {
            Level::Deny => (true, "error"),
            Level::Warn => (true, "warning"),
            Level::Note => (true, "note"),
            Level::Allow => (false, "warning"),
        };
        Self {
            id: code.name(),
            short_description: Message { text: code.summary() },
            help: Message { text: code.explanation() },
            help_uri: guide::address(Page::DIAGNOSTICS, code.name()),
            default_configuration: RuleConfiguration { enabled, level },
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'static str,
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<String>,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[SarifFix<'a>; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

/// A location with a message, as in `relatedLocations`; its id lets a message refer to it (section 3.28.2).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RelatedLocation<'a> {
    id: usize,
    physical_location: PhysicalLocation,
    message: Message<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize, Clone)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    uri_base_id: &'static str,
}

/// A region's end is exclusive, as ours is.
#[derive(Serialize, Clone, Copy)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    description: Message<String>,
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: [Replacement<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<&'a str>,
}

impl<'a> SarifResult<'a> {
    fn new(problem: &'a Located, project: &str) -> Self {
        let diagnostic = &problem.diagnostic;
        let text = match &diagnostic.help {
            Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        let artifact_location = problem.file.as_deref().map(|file| ArtifactLocation::new(&from_repository_root(project, file)));
        let region = problem.range.map(Region::new);
        let fix = diagnostic.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly);
        let fixes = artifact_location.clone().zip(problem.fix_range).zip(fix).map(|((file, range), fix)| {
            let replacement = Replacement { deleted_region: Region::new(range), inserted_content: Message { text: &*fix.text } };
            let text = format!("{} fix", fix.applicability.name());
            let changes = [ArtifactChange { artifact_location: file, replacements: [replacement] }];
            [SarifFix { description: Message { text }, artifact_changes: changes }]
        });
        let related = problem.related.iter().zip(&diagnostic.related).enumerate().map(|(id, (place, related))| {
            let artifact_location = ArtifactLocation::new(&from_repository_root(project, &place.file));
            let physical_location = PhysicalLocation { artifact_location, region: place.range.map(Region::new) };
            RelatedLocation { id, physical_location, message: Message { text: &*related.label } }
        });
        let location = |artifact_location| Location { physical_location: PhysicalLocation { artifact_location, region } };
        Self {
            rule_id: diagnostic.code.name(),
            rule_index: Code::ALL.iter().position(|&code| code == diagnostic.code),
            level: problem.severity.name(),
            message: Message { text },
            locations: artifact_location.map(location).into_iter().collect(),
            related_locations: related.collect(),
            fixes,
        }
    }
}

impl ArtifactLocation {
    /// A path relative to the repository root, as a relative reference (RFC 3986).
    fn new(file: &str) -> Self {
        Self { uri: UrlPath::home().href_to(&UrlPath::from(file)), uri_base_id: "%SRCROOT%" }
    }
}

impl Region {
    fn new((start, end): (Position, Position)) -> Self {
        Self { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }
}
