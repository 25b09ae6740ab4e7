//! Names that not every system allows, as problems: a handbook that is built here must be buildable everywhere.

use std::collections::BTreeMap;

use super::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::portable_name::{name_fault, refused_by_windows};

/// Adds what is wrong with the names in a path, keyed by the path up to that name: a folder's fault is reported once for everything
/// in it.
pub fn name_faults(path: &SourcePath, faults: &mut BTreeMap<SourcePath, Diagnostic>) {
    let mut end = 0;
    for segment in path.as_str().split('/') {
        end += segment.len();
        let is_file = end == path.as_str().len();
        // A page's address, and so its output folder, is its name without the extension.
        let stem = is_file.then(|| path.stem()).filter(|_| path.is_page());
        let fault = name_fault(segment).or_else(|| name_fault(stem?)).or_else(|| refused_by_windows(segment));
        if let Some(fault) = fault {
            let at = SourcePath::from(&path.as_str()[..end]);
            faults.entry(at).or_insert_with_key(|at| {
                let what = if is_file { "file" } else { "folder" };
                Diagnostic::new(Code::UnportableName, format!("not every system can hold the {what} name `{segment}`: {fault}"))
                    .in_source(at)
                    .subject(segment)
                    .help("rename it, or leave it out with `exclude:`")
            });
        }
        end += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_windows_refuses_is_told_once() {
        let mut faults = BTreeMap::new();
        for path in ["why?/a.md", "why?/b.md", "c.md"] {
            name_faults(&SourcePath::from(path), &mut faults);
        }
        let messages: Vec<_> = faults.values().map(|fault| &*fault.message).collect();
        assert_eq!(messages, ["not every system can hold the folder name `why?`: Windows refuses `?` in names"]);
    }
}
