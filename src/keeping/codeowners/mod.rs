//! CODEOWNERS as GitHub reads it: a pattern and its owners on each line; the last matching line decides.
//!
//! Patterns follow gitignore's rules, without `!`, `[ ]` and a `\` before `#`:
//! <https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners>.
//! GitLab's section headings, which are lines in brackets, are skipped.

use std::collections::BTreeSet;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

mod region;

pub use region::{Region, RegionFault};

/// How the line above what Journeybook writes into a CODEOWNERS file begins.
pub const REGION: &str = "# journeybook: owners of the pages in ";
/// The line below it.
pub const REGION_END: &str = "# journeybook: end";

/// The lines of a CODEOWNERS file.
#[derive(Debug, Clone, Default)]
pub struct Codeowners {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    globs: Vec<GlobMatcher>,
    owners: Vec<Arc<str>>,
}

impl Codeowners {
    /// Reads a file. What Journeybook wrote itself is not read back, and a line that GitHub would not understand is skipped, as
    /// GitHub does.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut rules = Vec::new();
        let mut is_ours = false;
        for line in text.lines().map(str::trim) {
            match line {
                mark if mark.starts_with(REGION) => is_ours = true,
                REGION_END => is_ours = false,
                _ if is_ours || line.is_empty() || line.starts_with(['#', '[', '^']) => {}
                _ => rules.extend(rule(line)),
            }
        }
        Self { rules }
    }

    /// The owners of the file at a path of the repository; none if no line matches, or if the last matching line names none.
    #[must_use]
    pub fn of(&self, path: &str) -> &[Arc<str>] {
        let rule = self.rules.iter().rev().find(|rule| rule.globs.iter().any(|glob| glob.is_match(path)));
        rule.map_or(&[], |rule| &rule.owners)
    }

    /// All owners, sorted.
    #[must_use]
    pub fn handles(&self) -> BTreeSet<&Arc<str>> {
        self.rules.iter().flat_map(|rule| &rule.owners).collect()
    }
}

fn rule(line: &str) -> Option<Rule> {
    let line = line.split_once(" #").map_or(line, |(rule, _)| rule);
    // A space in a pattern has a backslash before it.
    let mut words = line.split_whitespace().peekable();
    let mut pattern = words.next()?.to_owned();
    while pattern.ends_with('\\') {
        pattern.pop();
        pattern.push(' ');
        pattern.push_str(words.next()?);
    }
    let owners = words.filter(|word| word.contains('@')).map(Arc::from).collect();
    let compiled = |glob: &String| Some(GlobBuilder::new(glob).literal_separator(true).build().ok()?.compile_matcher());
    let globs = globs(&pattern).iter().map(compiled).collect::<Option<_>>()?;
    Some(Rule { globs, owners })
}

/// The globs of a pattern: a pattern with a slash before its end is relative to the root, one with a slash at its end means
/// folders.
fn globs(pattern: &str) -> Vec<String> {
    let is_folder = pattern.ends_with('/');
    let inner = pattern.trim_end_matches('/');
    let from_root = inner.trim_start_matches('/');
    let base = if inner.contains('/') { from_root.to_owned() } else { format!("**/{from_root}") };
    // `docs/*` means the files in the folder, but not those further down.
    let is_shallow = base.ends_with("/*") && !base.ends_with("**/*");
    let below = format!("{base}/**");
    match (is_folder, is_shallow) {
        (true, _) => vec![below],
        (false, true) => vec![base],
        (false, false) => vec![base, below],
    }
}
