//! Files that are surprisingly large.

use super::{Plan, Recipe};
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::Site;
use crate::source::Source;

/// The size in bytes from which a file is reported: some 25 seconds at 3 Mbit/s.
const LARGE: u64 = 10_000_000;

/// Reports each large file that is published.
pub(super) fn check(site: &Site, plan: &Plan) -> Vec<Diagnostic> {
    let assets = plan.outputs.values().filter_map(|recipe| match recipe {
        Recipe::Asset(path) => Some(path),
        _ => None,
    });
    let large = assets.filter_map(|path| match site.sources.files.get(path) {
        Some(Source::Asset(facts)) if facts.size >= LARGE => Some((path, facts.size)),
        _ => None,
    });
    let told = large.map(|(path, size)| {
        Diagnostic::new(Code::LargeAsset, format!("`{}` has {} MB, for which readers wait", path.file_name(), size / 1_000_000))
            .in_source(path)
            .subject(path.file_name())
            .help("make it smaller, keep it elsewhere and link to it, or leave it out with `exclude:`")
    });
    told.collect()
}
