//! The problems that a team has accepted: a file that is kept with the handbook, so that a check fails only for new ones.
//!
//! A problem is recognised by its code, file, subject, and its number among equals: never by its line, which every edit above it
//! changes. The file is JSON with one entry per line, sorted, so that two branches seldom change the same line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::json::serialized;
use super::{Located, Severity};

/// The format of the file; another one is refused.
const VERSION: u32 = 1;

/// Accepted problems.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// How many problems of each kind are accepted.
    counts: BTreeMap<Key, usize>,
}

/// What makes problems equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    file: Option<String>,
    code: String,
    /// The offending text; the message for problems that have none.
    subject: String,
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    /// How many equals are accepted.
    count: usize,
}

/// The file.
#[derive(Deserialize)]
struct Document {
    version: u32,
    accepted: Vec<Entry>,
}

/// Problems compared with what was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Those that are not in the baseline, in their order.
    pub fresh: Vec<Located>,
    /// How many are in it.
    pub accepted: usize,
    /// The entries for problems that no longer exist, as text: their file, code and subject.
    pub outdated: Vec<String>,
}

impl Baseline {
    /// The baseline that accepts these problems, except notes and codes whose level is fixed: no site can be built past those.
    #[must_use]
    pub fn from_problems(problems: &[Located]) -> Self {
        let mut counts = BTreeMap::new();
        for problem in problems.iter().filter(|problem| can_be_accepted(problem)) {
            *counts.entry(key(problem)).or_default() += 1;
        }
        Self { counts }
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// What is wrong with it, worded to follow the file's name.
    pub fn parse(text: &str) -> Result<Self, String> {
        let document: Document =
            serde_json::from_str(text).map_err(|error| format!("is not a baseline that `check` wrote: {error}"))?;
        if document.version != VERSION {
            return Err(format!("is a baseline of version {}, and this program knows version {VERSION}", document.version));
        }
        let mut counts = BTreeMap::new();
        for entry in document.accepted {
            // Two branches may each have added the same line.
            let count: &mut usize = counts.entry(entry.key).or_default();
            *count = entry.count.max(*count);
        }
        Ok(Self { counts })
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{{\"version\":{VERSION},\"accepted\":[\n");
        for (position, (key, &count)) in self.counts.iter().enumerate() {
            let comma = if position + 1 < self.counts.len() { "," } else { "" };
            let _ = writeln!(text, "{}{comma}", serialized(&Entry { key: key.clone(), count }));
        }
        text.push_str("]}\n");
        text
    }

    /// How many problems it accepts.
    #[must_use]
    pub fn count(&self) -> usize {
        self.counts.values().sum()
    }

    /// Separates new problems from accepted ones. If there are more equals than accepted, the last ones count as new.
    #[must_use]
    pub fn compare(&self, problems: Vec<Located>) -> Compared {
        let mut left = self.counts.clone();
        let mut fresh = Vec::new();
        let mut accepted = 0;
        for problem in problems {
            match left.get_mut(&key(&problem)).filter(|_| can_be_accepted(&problem)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    accepted += 1;
                }
                _ => fresh.push(problem),
            }
        }
        let outdated = left.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| key.in_words(count)).collect();
        Compared { fresh, accepted, outdated }
    }
}

impl Key {
    fn in_words(&self, count: usize) -> String {
        let file = self.file.as_deref().map(|file| format!("{file}: ")).unwrap_or_default();
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        format!("{file}{} `{}`{times}", self.code, self.subject)
    }
}

fn can_be_accepted(problem: &Located) -> bool {
    problem.severity != Severity::Note && !problem.diagnostic.code.is_fixed()
}

fn key(problem: &Located) -> Key {
    let diagnostic = &problem.diagnostic;
    let subject = diagnostic.subject.as_ref().unwrap_or(&diagnostic.message).clone();
    Key { file: problem.file.clone(), code: diagnostic.code.name().to_owned(), subject }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::tests::Pages;
    use crate::diagnostic::{Code, Diagnostic, Levels, locate};
    use crate::path::SourcePath;

    /// Broken links of one page with these subjects, each on a line of its own.
    fn problems(subjects: &[&str]) -> Vec<Located> {
        let pages = Pages::one("a.md", "text\n".repeat(50));
        let broken = |(line, subject): (usize, &&str)| {
            let span = 5 * line..5 * line + 4;
            Diagnostic::new(Code::BrokenLink, "m").in_source(&SourcePath::from("a.md")).at(span).subject(*subject)
        };
        locate(subjects.iter().enumerate().map(broken).collect(), &Levels::default(), &pages)
    }

    #[test]
    fn equals_are_told_apart_by_number_and_never_by_line() {
        let baseline = Baseline::from_problems(&problems(&["x.md", "x.md", "y \"q\" \u{202e}.md"]));
        let baseline = Baseline::parse(&baseline.text()).expect("what was written is read");
        let compared = baseline.compare(problems(&["new.md", "x.md", "y \"q\" \u{202e}.md", "x.md", "x.md"]));
        let fresh: Vec<_> = compared.fresh.iter().map(|problem| problem.diagnostic.subject.as_deref()).collect();
        assert_eq!(fresh, [Some("new.md"), Some("x.md")]);
        assert_eq!((compared.accepted, compared.outdated), (3, Vec::new()));
        let compared = baseline.compare(problems(&["x.md"]));
        assert_eq!(compared.outdated, ["content/a.md: broken-link `x.md`", "content/a.md: broken-link `y \"q\" \u{202e}.md`"]);
    }

    #[test]
    fn what_no_site_can_be_built_past_is_never_accepted() {
        let broken = Diagnostic::new(Code::Template, "m");
        let located = locate(vec![broken], &Levels::default(), &Pages::default());
        let baseline = Baseline::from_problems(&located);
        assert_eq!(baseline.count(), 0);
        assert_eq!(baseline.compare(located).fresh.len(), 1);
    }

    #[test]
    fn the_file_has_a_line_for_each_entry_and_others_are_refused() {
        let text = Baseline::from_problems(&problems(&["b.md", "a.md"])).text();
        let expected = "{\"version\":1,\"accepted\":[\n\
            {\"file\":\"content/a.md\",\"code\":\"broken-link\",\"subject\":\"a.md\",\"count\":1},\n\
            {\"file\":\"content/a.md\",\"code\":\"broken-link\",\"subject\":\"b.md\",\"count\":1}\n]}\n";
        assert_eq!(text, expected);
        for wrong in ["", "[]", "{\"version\":2,\"accepted\":[]}", "{\"version\":1}"] {
            assert!(Baseline::parse(wrong).is_err(), "{wrong}");
        }
    }
}
