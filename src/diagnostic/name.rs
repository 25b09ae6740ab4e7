//! Names that not every system can hold, as problems: a site that is built here must be a site everywhere.

use std::collections::BTreeMap;

use super::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::portable_name::name_fault;

/// Adds what is wrong with the names in a path, by the path of what bears the name: a folder's fault once for all that is in it.
pub fn name_faults(path: &SourcePath, faults: &mut BTreeMap<SourcePath, Diagnostic>) {
    let mut end = 0;
    for segment in path.as_str().split('/') {
        end += segment.len();
        let is_file = end == path.as_str().len();
        // A page's address, and so its output folder, is its name without the extension.
        let stem = is_file.then(|| path.stem()).filter(|_| path.is_page());
        if let Some(fault) = name_fault(segment).or_else(|| name_fault(stem?)) {
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
