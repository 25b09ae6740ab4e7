//! Globs over source paths. One that matches a folder means everything below it too.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::yaml::{Entry, Node, Problem};

use crate::yaml::section::Refusals;

/// The longest glob in bytes, and its deepest braces: the compiler recurses over them.
const LONGEST: usize = 1000;
const DEEPEST_BRACES: usize = 8;

/// Compiles the globs of a list; returns them with the texts of the valid ones.
pub(super) fn read(entry: Option<&Entry>, refusals: &mut Refusals) -> (GlobSet, Vec<String>) {
    let key = entry.map_or("", |entry| &*entry.key);
    let checked = refusals.list(entry, |node| compile(node, key));
    let mut set = GlobSetBuilder::new();
    let mut written = Vec::new();
    for (globs, text) in checked {
        for glob in globs {
            set.add(glob);
        }
        written.push(text);
    }
    match (set.build(), entry) {
        (Ok(set), _) => (set, written),
        (Err(error), Some(entry)) => {
            let message = format!("these globs together are too much: {}", error.kind());
            refusals.add(Problem::new(entry.place(), message, "write fewer or simpler ones"));
            (GlobSet::empty(), Vec::new())
        }
        (Err(_), None) => (GlobSet::empty(), Vec::new()),
    }
}

fn compile(node: &Node, key: &str) -> Result<([Glob; 2], String), Problem> {
    let written = node.text(key)?;
    let refuse = |why: &str, help: &str| Problem::new(node.span.clone(), format!("the glob `{written}` {why}"), help);
    if written.is_empty() {
        return Err(Problem::new(node.span.clone(), "this glob is empty", "write a path with `*` or `**`, such as `drafts/**`"));
    }
    if written.len() > LONGEST || deepest_braces(written) > DEEPEST_BRACES {
        let message = format!("this glob is longer than {LONGEST} bytes or its braces are nested deeper than {DEEPEST_BRACES}");
        return Err(Problem::new(node.span.clone(), message, "split it into several"));
    }
    if written.starts_with('/') || written.split('/').any(|segment| segment == "..") {
        let problem = refuse("does not start inside the content folder", "write a path from the content folder");
        let inside = written.trim_start_matches('/');
        let can_fix = !inside.is_empty() && !inside.split('/').any(|segment| segment == "..");
        return Err(if can_fix { problem.suggest(inside) } else { problem });
    }
    let plain = written.strip_prefix("./").unwrap_or(written).trim_end_matches('/');
    let glob = |text: &str| GlobBuilder::new(text).literal_separator(true).build();
    let both = glob(plain).and_then(|itself| Ok([itself, glob(&format!("{plain}/**"))?]));
    let both = both.map_err(|error| {
        refuse(
            &format!("is broken: {}", error.kind()),
            "`*`, `**`, `?`, `[ab]` and `{a,b}` have a meaning in globs; put a backslash before one that you mean literally",
        )
    })?;
    Ok((both, written.to_owned()))
}

fn deepest_braces(glob: &str) -> usize {
    let mut depth: usize = 0;
    let mut deepest = 0;
    for byte in glob.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
