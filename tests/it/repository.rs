//! Where the project is kept is said by `repository` in `Cargo.toml` alone; nothing else may name another place, or leave one to be filled in.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// What stands for the repository while nobody has set it, and the only files that know it: the action of a new handbook's workflow, and
/// tests.
const PLACEHOLDER: &str = concat!("OWNER", "/journeybook");
const KNOW_THE_PLACEHOLDER: [&str; 2] = ["src/scaffold/github.rs", "tests/it/scaffold.rs"];

/// Folders that hold what is not ours to write, or what was written by the program.
const LEFT_OUT: [&str; 7] = [".git", ".journeybook", "node_modules", "public", "target", "test-results", "cases"];

/// The texts of this project, with their paths.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_ours = |entry: &walkdir::DirEntry| !LEFT_OUT.iter().any(|name| entry.file_name() == *name);
    let entries = WalkDir::new(root).into_iter().filter_entry(is_ours).map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    let path = |file: &Path| file.strip_prefix(root).expect("below the project").to_string_lossy().replace('\\', "/");
    files.filter_map(|file| Some((path(&file), fs::read_to_string(&file).ok()?))).collect()
}

#[test]
fn no_text_leaves_the_repository_to_be_filled_in() {
    let texts = texts();
    assert!(texts.len() > 500, "{}", texts.len());
    let with_it = texts.iter().filter(|(path, text)| text.contains(PLACEHOLDER) && !KNOW_THE_PLACEHOLDER.contains(&&**path));
    let left: Vec<&String> = with_it.map(|(path, _)| path).collect();
    assert!(left.is_empty(), "{PLACEHOLDER} is left in {left:?}: derive it from `repository` in Cargo.toml");
}

/// Where the project is on GitHub is written nowhere else, so that a fork or a new home changes one line.
#[test]
fn no_text_repeats_the_repository() {
    let Some(name) = env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/") else { return };
    let elsewhere = texts().into_iter().filter(|(path, text)| path != "Cargo.toml" && text.contains(name));
    let left: Vec<String> = elsewhere.map(|(path, _)| path).collect();
    assert!(left.is_empty(), "{name} is repeated in {left:?}");
}
