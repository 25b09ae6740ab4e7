//! The picture in ARCHITECTURE.md holds: files use what stands below them, stay small, and print nowhere but in `cli/`.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

mod circles;

/// The longest file that is still read in one sitting, in lines.
const MOST_LINES: usize = 400;

/// One entry of the house: a module of the crate, with its children as far as the picture shows them.
#[derive(Debug)]
struct Room {
    name: String,
    children: Vec<String>,
}

/// The rooms from the roof down, as the picture lists them.
fn house() -> Vec<Room> {
    let text = read("ARCHITECTURE.md");
    let picture = text.split("## The house").nth(1).and_then(|rest| rest.split("```").nth(1)).expect("the house is drawn");
    let in_src = picture.lines().skip_while(|line| *line != "src/").skip(1).take_while(|line| line.starts_with("  "));
    let mut rooms: Vec<Room> = Vec::new();
    for line in in_src {
        let indent = line.len() - line.trim_start().len();
        let names = names(line);
        match indent {
            2 => rooms.extend(names.into_iter().map(|name| Room { name, children: Vec::new() })),
            4 => rooms.last_mut().expect("a child has a parent").children.extend(names),
            _ => {}
        }
    }
    rooms
}

/// The files and folders that a line of the picture begins with: `disk/, git.rs      load, …` names `disk` and `git`.
fn names(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for word in line.split_whitespace() {
        let entry = word.trim_end_matches(',');
        let Some(name) = entry.strip_suffix('/').or_else(|| entry.strip_suffix(".rs")) else { break };
        names.push(name.to_owned());
        if entry == word {
            break;
        }
    }
    names
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The Rust files below these folders with their text, `/` between the segments of their paths.
fn files(folders: &[&str]) -> Vec<(String, String)> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in folders {
        for entry in WalkDir::new(project.join(folder)).sort_by_file_name() {
            let entry = entry.expect("an entry");
            if entry.path().extension().is_some_and(|extension| extension == "rs") {
                let path = entry.path().strip_prefix(project).expect("below the project").to_string_lossy().replace('\\', "/");
                files.push((path.clone(), read(&path)));
            }
        }
    }
    assert!(!files.is_empty());
    files
}

/// Whether a file holds tests only: those may look at anything.
fn is_for_tests(path: &str) -> bool {
    ["/tests/", "tests.rs", "/fixture/", "fixture.rs"].iter().any(|part| path.contains(part))
}

/// The code of a file: without its comments, and without the tests that stand in it.
fn code(text: &str) -> String {
    let (mut code, mut is_in_tests) = (String::new(), false);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        is_in_tests |= line == "#[cfg(test)]" && lines.peek().is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'));
        if !is_in_tests && !line.trim_start().starts_with("//") {
            code.extend([line, "\n"]);
        }
        is_in_tests &= line != "}";
    }
    code
}

/// The names that follow `prefix` in the code: `crate::{a, b::c}` and `crate::d` name `a`, `b` and `d`.
fn named_after(code: &str, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (start, _) in code.match_indices(prefix) {
        let before = code[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':')) {
            continue;
        }
        let rest = &code[start + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_names(group)),
            None => found.push(identifier(rest)),
        }
    }
    found
}

/// The first name of each entry of a group, up to its closing brace.
fn first_names(group: &str) -> Vec<String> {
    let (mut names, mut depth, mut is_at_start) = (Vec::new(), 0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => is_at_start = true,
            c if is_at_start && !c.is_whitespace() => {
                names.push(identifier(&group[at..]));
                is_at_start = false;
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// `src/link/href.rs` is part of `link`, and of its child `href`.
fn rooms_of(path: &str) -> (String, Option<String>) {
    let mut segments = path.trim_start_matches("src/").split('/').map(|name| name.trim_end_matches(".rs").to_owned());
    (segments.next().expect("a path has a name"), segments.next())
}

#[test]
fn the_picture_is_read_as_it_is_meant() {
    for (line, expected) in [
        ("  disk/, git.rs      load, reload", &["disk", "git"][..]),
        ("    ring.rs          where", &["ring"]),
        ("  cli/               one file per command, each", &["cli"]),
        ("  a/, b.rs c.rs is not named", &["a", "b"]),
    ] {
        assert_eq!(names(line), expected, "{line}");
    }
    for (text, expected) in [
        ("use crate::a::{b, c};", &["a"][..]),
        ("use crate::{\n    a::{b, c},\n    d,\n};\nlet x = crate::e::f();", &["a", "d", "e"]),
        ("/// [`crate::a`]\n// crate::b", &[]),
        ("use supercrate::a; x::crate::b", &[]),
        ("use crate::a;\n#[cfg(test)]\nmod tests {\n    use crate::b;\n}\nuse crate::c;", &["a", "c"]),
        ("#[cfg(test)]\nmod tests;\nuse crate::a;", &["a"]),
    ] {
        assert_eq!(named_after(&code(text), "crate::"), expected, "{text}");
    }
    let rooms = house();
    assert!(rooms.len() > 15 && rooms.iter().any(|room| room.children.len() > 3), "{rooms:?}");
}

#[test]
fn a_file_uses_what_stands_below_it() {
    let house = house();
    let place_of = |name: &str| house.iter().position(|room| room.name == name);
    let mut faults = Vec::new();
    for (path, text) in files(&["src"]).iter().filter(|(path, _)| !is_for_tests(path)) {
        let (room, child) = rooms_of(path);
        let code = code(text);
        if matches!(room.as_str(), "main" | "lib") {
            continue;
        }
        let Some(place) = place_of(&room) else {
            faults.push(format!("{path}: the picture does not have `{room}`"));
            continue;
        };
        for used in named_after(&code, "crate::") {
            if place_of(&used).is_some_and(|other| other < place) {
                faults.push(format!("{path} uses `{used}`, which stands above `{room}`"));
            }
        }
        let children = &house[place].children;
        let place_of_child = |name: &str| children.iter().position(|child| child == name);
        let Some(own) = child.as_deref().and_then(place_of_child) else { continue };
        for used in named_after(&code, &format!("crate::{room}::")) {
            if place_of_child(&used).is_some_and(|other| other < own) {
                faults.push(format!("{path} uses `{room}::{used}`, which stands above it"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_crate_lists_its_modules_as_the_picture_does() {
    let lib = code(&read("src/lib.rs"));
    let listed: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("mod ").map(|name| name.trim_end_matches(';'))).collect();
    let drawn: Vec<String> = house().into_iter().map(|room| room.name).filter(|name| name != "main").collect();
    let listed: Vec<&str> = listed.into_iter().filter(|name| *name != "fixture").collect();
    assert_eq!(listed, drawn, "left src/lib.rs, right ARCHITECTURE.md");
}

#[test]
fn files_stay_small_and_say_what_they_are() {
    let mut faults = Vec::new();
    for (path, text) in files(&["src", "tests/it", "benches"]) {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            faults.push(format!("{path} has {lines} lines, more than {MOST_LINES}"));
        }
        if !is_for_tests(&path) && !text.starts_with("//! ") {
            faults.push(format!("{path} does not open with a sentence on what it is"));
        }
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        if matches!(name, "utils" | "util" | "helper" | "helpers" | "manager" | "common" | "misc") {
            faults.push(format!("{path} says nothing by its name"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_a_module_offers_is_documented() {
    let mut faults = Vec::new();
    for (path, text) in files(&["src"]).iter().filter(|(path, _)| !is_for_tests(path) && path != "src/lib.rs") {
        let lines: Vec<&str> = text.lines().map(str::trim_start).collect();
        let offered =
            |line: &str| line.starts_with("pub ") && !["pub mod ", "pub use "].iter().any(|kind| line.starts_with(kind));
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| offered(line)) {
            let before = lines[..number].iter().rev().find(|line| !line.starts_with("#["));
            if !before.is_some_and(|line| line.starts_with("///") || line.ends_with(")]") || line.starts_with("$(#[")) {
                faults.push(format!("{path}:{}: `{line}` says nothing of what it is", number + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_command_line_prints() {
    let printing = ["println!", "eprintln!", "print!(", "dbg!("];
    let mut faults = Vec::new();
    for (path, text) in files(&["src"]).iter().filter(|(path, _)| !path.starts_with("src/cli/")) {
        let code = code(text);
        faults.extend(printing.iter().filter(|word| code.contains(*word)).map(|word| format!("{path}: {word}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_file_system_is_used_where_the_picture_says() {
    let calls = [
        "fs::read",
        "fs::write",
        "fs::metadata",
        "fs::symlink_metadata",
        "fs::create",
        "fs::remove",
        "File::open",
        "WalkDir::new",
    ];
    let rooms = ["src/disk/", "src/git/", "src/preview/"];
    let mut faults = Vec::new();
    for (path, text) in files(&["src"]).iter().filter(|(path, _)| !is_for_tests(path)) {
        if rooms.iter().any(|room| path.starts_with(room)) {
            continue;
        }
        let code = code(text);
        faults.extend(calls.iter().filter(|call| code.contains(*call)).map(|call| format!("{path}: {call}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_names_of_our_own_files_stand_in_one_place_each() {
    for (name, place) in [("\".journeybook\"", "src/disk/state.rs"), ("\"handbook.yaml\"", "src/config/mod.rs")] {
        let known: Vec<String> = files(&["src"])
            .into_iter()
            .filter(|(path, text)| !is_for_tests(path) && code(text).contains(name))
            .map(|(path, _)| path)
            .collect();
        assert_eq!(known, [place], "{name}");
    }
}
