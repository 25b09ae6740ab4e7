//! Stages that names and headings suggest, as comments for a person to confirm: nothing is added to pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::site::Structure;
use crate::parse::ParsedPage;

/// Words of names and headings, and the stage that they suggest.
const WORDS: [(&str, &[&str]); 7] = [
    ("attraction", &["blog", "news", "events", "announcements", "press"]),
    (
        "awareness",
        &["quickstart", "quick-start", "getting-started", "get-started", "introduction", "intro", "overview", "welcome", "start"],
    ),
    (
        "assessment",
        &["pricing", "comparison", "compare", "comparisons", "alternatives", "benchmarks", "evaluation", "why", "versus"],
    ),
    (
        "adoption",
        &[
            "tutorial",
            "tutorials",
            "guide",
            "guides",
            "how-to",
            "howto",
            "learn",
            "examples",
            "cookbook",
            "recipes",
            "labs",
            "installation",
            "install",
        ],
    ),
    ("activation", &["contributing", "contribute", "community", "forum", "contributors", "code-of-conduct", "support"]),
    (
        "application",
        &[
            "changelog",
            "release-notes",
            "releases",
            "operations",
            "deployment",
            "deploy",
            "migration",
            "upgrade",
            "upgrading",
            "troubleshooting",
            "production",
            "reference",
            "api",
        ],
    ),
    ("advocacy", &["case-studies", "case-study", "showcase", "speakers", "ambassadors", "champions", "stories", "testimonials"]),
];

/// A possible `assign:` block, each line a comment; empty if no name suggests anything.
pub(super) fn proposals(structure: &Structure, parsed: &[ParsedPage]) -> String {
    let mut globs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (page, facts) in structure.pages.iter().zip(parsed) {
        let mut segments = page.to.split('/').collect::<Vec<_>>();
        let file = segments.pop().unwrap_or_default();
        let by_folder = segments
            .iter()
            .enumerate()
            .find_map(|(depth, name)| Some((suggested(name)?, format!("{}/**", segments[..=depth].join("/")))));
        if segments.is_empty() && super::address::new_address(&page.to).is_empty() {
            continue;
        }
        let by_name = || Some((suggested(super::tree::stem(file))?, page.to.clone()));
        let by_heading = || Some((suggested(facts.heading_title.as_deref()?)?, page.to.clone()));
        if let Some((stage, glob)) = by_folder.or_else(by_name).or_else(by_heading) {
            let of_stage = globs.entry(stage).or_default();
            if !of_stage.contains(&glob) {
                of_stage.push(glob);
            }
        }
    }
    if globs.is_empty() {
        return String::new();
    }
    let mut text =
        "\n# Stages that names and headings suggest. Read them, and delete the `#` of those that are right.\n#assign:\n"
            .to_owned();
    for (stage, _) in WORDS {
        if let Some(globs) = globs.get(stage) {
            let globs: Vec<String> = globs.iter().map(|glob| crate::yaml::scalar(glob)).collect();
            let _ = writeln!(text, "#  - {{ paths: [{}], stage: {stage} }}", globs.join(", "));
        }
    }
    text
}

/// The stage that a name as a whole suggests, without the number before it.
fn suggested(name: &str) -> Option<&'static str> {
    let name = name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | ' '));
    let name = name.to_lowercase().replace(['_', ' '], "-");
    WORDS.iter().find(|(_, words)| words.contains(&&*name)).map(|(stage, _)| *stage)
}
