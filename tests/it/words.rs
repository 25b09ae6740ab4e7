//! The prose of the code, the documentation and the handbook keeps clear of turns that are hard to read.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// A turn, the words that may follow it, and what to write instead. It counts where `there` does not stand in front of it.
struct Turn {
    written: &'static str,
    may_precede: &'static [&'static str],
    may_follow: &'static [&'static str],
    instead: &'static str,
}

const NOTHING: &[&str] =
    &["longer", "more", "less", "better", "one", "matter", "different", "way", "need", "point", "such", "place"];

const fn is_no(written: &'static str) -> Turn {
    Turn { written, may_precede: &["there", "what"], may_follow: NOTHING, instead: "`is not a …`, `is not valid …`" }
}

const TURNS: [Turn; 8] = [
    is_no("is no"),
    is_no("are no"),
    is_no("was no"),
    is_no("were no"),
    Turn { written: "can not", may_precede: &[], may_follow: &[], instead: "`cannot`" },
    Turn { written: "lest", may_precede: &[], may_follow: &[], instead: "`so that … not`" },
    Turn { written: "but for", may_precede: &[], may_follow: &[], instead: "`except`" },
    Turn { written: ", of which", may_precede: &[], may_follow: &["page", "handbook"], instead: "two sentences" },
];

/// The places where a turn stands in a line, as the words that follow it.
fn slips(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for turn in &TURNS {
        for (at, _) in line.match_indices(turn.written) {
            let (before, after) = (&line[..at], &line[at + turn.written.len()..]);
            let goes_on = |c: char| c.is_alphanumeric() || c == '`';
            let is_whole = (turn.written.starts_with(',') || !before.ends_with(goes_on)) && after.starts_with(' ');
            let last = before.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
            let next = after.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let is_name = after.trim_start().starts_with(|c: char| c.is_lowercase() || c == '`');
            if is_whole && is_name && !turn.may_precede.contains(&&*last) && !turn.may_follow.contains(&next) {
                found.push(format!(
                    "`{}{}`: write {}",
                    turn.written,
                    after.get(..after.len().min(16)).unwrap_or(" …"),
                    turn.instead
                ));
            }
        }
    }
    found
}

#[test]
fn turns_are_found_and_plain_words_are_not() {
    for slip in
        ["this is no page", "it can not be read", "all, of which two", "all but for the last", "lest it falls", "are no `x`"]
    {
        assert_eq!(slips(slip).len(), 1, "{slip}");
    }
    for plain in
        ["there is no page", "it is no longer read", "it cannot be read", "the best of which", "there are no `x`", "this no page"]
    {
        assert_eq!(slips(plain), [""; 0], "{plain}");
    }
}

#[test]
fn prose_keeps_clear_of_turns_that_are_hard_to_read() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    let mut read = 0;
    for folder in ["src", "tests/it", "benches", "themes", "docs", "content", "fuzz/src", ".github", "editors"] {
        let files = WalkDir::new(project.join(folder))
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.file_name() != "node_modules");
        let files = files.map(|entry| entry.expect("an entry").into_path());
        let pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/cases/README.md"];
        let pages = pages.iter().filter(|_| folder == "src").map(|page| project.join(page));
        for path in files.chain(pages) {
            let kind = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if !matches!(kind, "rs" | "md" | "js" | "mjs" | "html" | "css" | "yaml" | "yml") || path.ends_with("it/words.rs") {
                continue;
            }
            read += 1;
            let text = fs::read_to_string(&path).expect("a file of the project");
            for (number, line) in text.lines().enumerate() {
                let place = path.strip_prefix(project).unwrap_or(&path).display();
                faults.extend(slips(line).into_iter().map(|slip| format!("{place}:{}: {slip}", number + 1)));
            }
        }
    }
    assert!(read > 500, "the files are gone");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
