//! No module uses one that uses it in turn: not rooms, not the files in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{code, files, is_for_tests};

/// The circle that may stay: the writer of HTML, whose `impl` blocks are spread over files.
const ALLOWED: &[&str] =
    &["html::callout", "html::code", "html::embed", "html::footnotes", "html::link", "html::raw", "html::writer"];

type Path = Vec<String>;

/// The modules that a module uses, each with the module in front of which both still go the same way.
type Uses = BTreeMap<Path, BTreeSet<(String, String)>>;

/// `src/link/mod.rs` is `link`, and `src/link/href.rs` is `link::href`.
fn module_of(file: &str) -> Path {
    let mut path: Path = file.trim_start_matches("src/").trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        path.pop();
    }
    path
}

/// Every path below `prefix` that the text, which follows `crate::` or `super::`, names: `a::{b, c::d}` names two.
fn named(prefix: &[String], text: &str) -> Vec<Path> {
    let text = text.trim_start();
    if let Some(group) = text.strip_prefix('{') {
        return entries(group).into_iter().flat_map(|entry| named(prefix, entry)).collect();
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    if end == 0 {
        return vec![prefix.to_vec()];
    }
    let path = [prefix, &[text[..end].to_owned()]].concat();
    match text[end..].strip_prefix("::") {
        Some(rest) => named(&path, rest),
        None => vec![path],
    }
}

/// The entries of a group, up to its closing brace.
fn entries(group: &str) -> Vec<&str> {
    let (mut entries, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                entries.push(&group[start..at]);
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    entries.retain(|entry| !entry.trim().is_empty());
    entries
}

/// The paths that a module names.
fn paths_in(module: &[String], code: &str) -> Vec<Path> {
    let mut paths = Vec::new();
    for (root, base) in [("crate::", &[][..]), ("super::", &module[..module.len().saturating_sub(1)])] {
        for (start, _) in code.match_indices(root) {
            if code[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':')) {
                continue;
            }
            let (mut base, mut rest) = (base, &code[start + root.len()..]);
            while let Some(further) = rest.strip_prefix("super::") {
                (base, rest) = (&base[..base.len().saturating_sub(1)], further);
            }
            paths.extend(named(base, rest));
        }
    }
    paths
}

fn uses(files: &[(String, String)]) -> Uses {
    let modules: BTreeSet<Path> = files.iter().map(|(file, _)| module_of(file)).collect();
    let mut uses = Uses::new();
    for (file, text) in files.iter().filter(|(file, _)| !is_for_tests(file)) {
        let module = module_of(file);
        for path in paths_in(&module, &code(text)) {
            let Some(target) = (1..=path.len()).rev().map(|end| &path[..end]).find(|path| modules.contains(*path)) else {
                continue;
            };
            let shared = module.iter().zip(target).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (module.get(shared), target.get(shared)) {
                uses.entry(module[..shared].to_vec()).or_default().insert((from.clone(), to.clone()));
            }
        }
    }
    uses
}

/// The modules that lead back to themselves.
fn circles(uses: &Uses) -> Vec<String> {
    let mut found = Vec::new();
    for (parent, edges) in uses {
        let names: BTreeSet<&String> = edges.iter().map(|(from, _)| from).collect();
        for name in names {
            let (mut reached, mut open) = (BTreeSet::new(), vec![name]);
            while let Some(next) = open.pop() {
                let further = edges.iter().filter(|(from, _)| from == next).map(|(_, to)| to);
                open.extend(further.filter(|to| reached.insert(*to)));
            }
            if reached.contains(name) {
                found.push([&parent[..], std::slice::from_ref(name)].concat().join("::"));
            }
        }
    }
    found
}

#[test]
fn modules_use_each_other_one_way_only() {
    let found = circles(&uses(&files(&["src"])));
    let faults: Vec<&String> = found.iter().filter(|module| !ALLOWED.iter().any(|allowed| module.ends_with(allowed))).collect();
    assert!(faults.is_empty(), "these modules are part of a circle: {faults:?}");
}

#[test]
fn a_circle_is_seen_however_its_uses_are_written() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    for (one, other) in [
        ("use super::b::B;", "use super::a::A;"),
        ("use crate::room::{b, c};", "fn f() { crate::room::a::g() }"),
        ("#[cfg(test)]\nmod tests;\nuse super::{\n    b::{B, C},\n};", "use super::super::room::a;"),
    ] {
        let files = [file("src/room/mod.rs", ""), file("src/room/a.rs", one), file("src/room/b.rs", other)];
        assert_eq!(circles(&uses(&files)), ["room::a", "room::b"], "{one} {other}");
    }
    let files = [
        file("src/room/a.rs", "use super::b::B;\n#[cfg(test)]\nmod tests {\n    use super::super::c;\n}\n"),
        file("src/room/b.rs", "// super::a\nuse crate::other::d;"),
        file("src/room/c.rs", "use super::a;"),
        file("src/other/d.rs", ""),
    ];
    assert_eq!(circles(&uses(&files)), Vec::<String>::new());
}
