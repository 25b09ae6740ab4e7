//! The fixes that need no decision of their author.

use crate::diagnostic::{Code, Diagnostic, Origin};
use crate::path::SourcePath;
use crate::pipeline::Handbook;

use super::replace::{Edit, Edits};

/// The edits that apply every safe fix of a page.
///
/// Headings come first and alone: they bring anchors that links may mean. So whoever wants all fixes asks again with the edited
/// handbook, until nothing is left. What `checks:` or a flag allows is not touched, nor is a page that is not UTF-8.
#[must_use]
pub fn safe_edits(handbook: &Handbook) -> Edits {
    let levels = &handbook.site.config.checks;
    let reported = handbook.diagnostics().into_iter().filter(|problem| levels.severity(problem.code).is_some());
    let safe: Vec<Diagnostic> = reported.filter(Diagnostic::has_safe_fix).collect();
    let headings = edits(handbook, safe.iter().filter(|problem| problem.code == Code::MalformedHeading));
    if headings.is_empty() { edits(handbook, safe.iter()) } else { headings }
}

fn edits<'d>(handbook: &Handbook, problems: impl Iterator<Item = &'d Diagnostic>) -> Edits {
    let mut edits = Edits::new();
    for problem in problems {
        if let (Some(Origin::Source(path)), Some(fix), Some(span)) = (&problem.origin, &problem.fix, problem.fix_span())
            && is_text(handbook, path)
        {
            edits.entry(path.clone()).or_default().push(Edit::new(span, &*fix.text));
        }
    }
    edits
}

/// Whether a page's text is what its file holds.
fn is_text(handbook: &Handbook, path: &SourcePath) -> bool {
    let site = &handbook.site;
    site.index.id_of(path).is_some_and(|id| std::str::from_utf8(site.bytes(id)).is_ok())
}
