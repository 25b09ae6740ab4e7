//! The fixes that need no decision by the author.

use crate::diagnostic::{Code, Diagnostic, Levels, Origin};
use crate::path::SourcePath;
use crate::pipeline::Handbook;

use super::replace::{Edit, Edits};

/// How many rounds of fixes there are. Each round fixes what the one before has revealed, such as the anchor after a path.
pub const MOST_ROUNDS: usize = 8;

/// The edits that apply every safe fix of a page.
///
/// Headings come first and alone: they create anchors that links may mean. To get all fixes, call this again with the edited
/// handbook until nothing is left. Problems that `checks:` or a flag allows are not fixed, nor are pages that are not valid UTF-8.
#[must_use]
pub fn safe_edits(handbook: &Handbook) -> Edits {
    let is_of_text = |problem: &Diagnostic| matches!(&problem.origin, Some(Origin::Source(path)) if is_text(handbook, path));
    let problems = handbook.diagnostics().into_iter().filter(is_of_text);
    let mut edits = Edits::new();
    for problem in safe_fixes(problems, &handbook.site.config.checks) {
        if let (Some(Origin::Source(path)), Some(edit)) = (&problem.origin, fix_edit(&problem)) {
            edits.entry(path.clone()).or_default().push(edit);
        }
    }
    edits
}

/// The problems whose safe fixes come next: if malformed headings are reported, only those.
#[must_use]
pub fn safe_fixes(problems: impl Iterator<Item = Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
    let reported = problems.filter(|problem| problem.has_safe_fix() && levels.severity(problem.code).is_some());
    let (headings, others): (Vec<_>, Vec<_>) = reported.partition(|problem| problem.code == Code::MalformedHeading);
    if headings.is_empty() { others } else { headings }
}

/// The edit of a problem's fix.
#[must_use]
pub fn fix_edit(problem: &Diagnostic) -> Option<Edit> {
    Some(Edit::new(problem.fix_span()?, &*problem.fix.as_ref()?.text))
}

/// Whether a page's text is exactly its file's bytes.
fn is_text(handbook: &Handbook, path: &SourcePath) -> bool {
    let site = &handbook.site;
    site.index.id_of(path).is_some_and(|id| std::str::from_utf8(site.bytes(id)).is_ok())
}
