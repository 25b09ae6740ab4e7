//! Relative links that leave the repository and lead to its pages on the code host, such as `../../issues` in a README.
//!
//! GitHub shows a file at `/OWNER/NAME/blob/BRANCH/PATH`, so that two levels above the repository's root are the project's own pages.

use super::Here;
use super::destination::Local;

/// The pages of a project on GitHub.
const PAGES: [&str; 18] = [
    "actions",
    "blob",
    "branches",
    "commit",
    "commits",
    "compare",
    "discussions",
    "issues",
    "labels",
    "milestones",
    "projects",
    "pull",
    "pulls",
    "raw",
    "releases",
    "tags",
    "tree",
    "wiki",
];

/// The path below the project's address that a destination means on the code host, without query and fragment: `issues/new`.
pub(super) fn path<'l>(here: &Here<'_>, local: &'l Local<'_>) -> Option<&'l str> {
    let file = here.index.roots.repository_path(&here.entry.path);
    let depth = if local.is_from_root { 0 } else { file.as_str().matches('/').count() };
    let mut rest = &*local.path;
    for _ in 0..depth + 2 {
        rest = rest.strip_prefix("../")?;
    }
    let is_plain = !rest.split('/').any(|name| matches!(name, "." | ".."));
    let page = rest.split('/').next()?;
    (is_plain && PAGES.contains(&page)).then_some(rest)
}
