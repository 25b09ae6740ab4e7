//! The case folders: small handbooks with what they must become.
//!
//! 1. `tests/cases/NAME/in/` is a project, or a repository whose folder `handbook/` is one. It is copied to a folder of its own,
//!    and gets the plain theme of `tests/plain-theme/` unless it has a `themes/` itself. Its `dot-git` becomes `.git`.
//! 2. `run.txt` is the transcript of the commands that are run there: each `$ ` line is one, below it stands what is printed, and
//!    its exit code when that is not 0. A case without the file builds, and prints nothing.
//! 3. `out/` is the site that `public/` must then hold, byte for byte, apart from what [`is_in_every_site`]. A file `NAME.lines`
//!    stands for a long one: its lines must be in NAME in their order, those after `! ` nowhere.
//!
//! `JOURNEYBOOK_BLESS=1` writes what came out into `run.txt` and `out/`; `.lines` files are nobody's but their author's.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use similar::TextDiff;

use crate::folders::{copy, files};
use crate::program::{journeybook, without_address};

/// What a case does when it has no transcript.
const USUAL_RUN: &str = "$ journeybook build --quiet\n";

/// Outputs that every site has and no case is about; a case that is keeps them in its `out/` like any other.
fn is_in_every_site(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_beside_pages = matches!(name, "index.md" | "llms.txt" | "llms-full.txt" | "feed.xml" | "card.png");
    let is_at_the_root =
        matches!(path, "404.html" | ".nojekyll" | "urls.json" | "robots.txt" | "sitemap.xml" | "site.webmanifest");
    is_beside_pages || is_at_the_root || [".journeybook/", "theme/", "search/"].iter().any(|folder| path.starts_with(folder))
}

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let folders = fs::read_dir(&root).expect("the cases").map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    assert!(folders.len() >= 30, "the cases are gone");
    let is_blessed = env::var_os("JOURNEYBOOK_BLESS").is_some();
    let faults: Vec<String> = folders.par_iter().flat_map_iter(|folder| Case::run(folder).faults(is_blessed)).collect();
    assert!(faults.is_empty(), "\n{}\n\nRead what differs; `JOURNEYBOOK_BLESS=1` takes it for right.", faults.join("\n\n"));
}

#[test]
fn every_case_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let table = fs::read_to_string(root.join("README.md")).expect("the table");
    let listed: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let mut there: Vec<String> = fs::read_dir(&root)
        .expect("the cases")
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    assert_eq!(listed, there, "left tests/cases/README.md, right the folders");
}

/// A case that was run.
struct Case<'a> {
    folder: &'a Path,
    /// The transcript as it came out.
    transcript: String,
    /// The site as it came out.
    site: BTreeMap<String, Vec<u8>>,
}

impl<'a> Case<'a> {
    fn run(folder: &'a Path) -> Self {
        let project = tempfile::tempdir().expect("a temporary folder");
        copy(&folder.join("in"), project.path());
        // Git keeps no folder of that name in another repository.
        let _ = fs::rename(project.path().join("dot-git"), project.path().join(".git"));
        let handbook =
            if project.path().join("handbook").exists() { project.path().join("handbook") } else { project.path().into() };
        if !handbook.join("themes").exists() {
            let plain = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plain-theme");
            copy(&plain, &handbook.join("themes/default"));
        }
        let expected = expected_transcript(folder);
        let commands = expected.lines().filter_map(|line| line.strip_prefix("$ journeybook"));
        let transcript = commands.map(|arguments| transcript_of(arguments, project.path())).collect();
        Self { folder, transcript, site: files(&project.path().join("public")) }
    }

    /// What is not as expected. Blessed, it becomes what is expected, and only what nobody can bless is left.
    fn faults(&self, is_blessed: bool) -> Vec<String> {
        let out = self.folder.join("out");
        let (mut whole, mut shortened) = (BTreeMap::new(), BTreeMap::new());
        for (path, bytes) in files(&out) {
            match path.strip_suffix(".lines") {
                Some(path) => shortened.insert(path.to_owned(), bytes),
                None => whole.insert(path, bytes),
            };
        }
        let mut faults = self.faults_of_lines(&shortened);
        let is_compared = |path: &String| whole.contains_key(path) || !(is_in_every_site(path) || shortened.contains_key(path));
        let came_out: BTreeMap<_, _> = self.site.iter().filter(|(path, _)| is_compared(path)).collect();
        if is_blessed {
            self.bless(&out, &whole, &came_out);
            return faults;
        }
        let expected = expected_transcript(self.folder);
        if self.transcript != expected {
            faults.push(self.fault("run.txt", &expected, &self.transcript));
        }
        for (path, bytes) in &whole {
            match came_out.get(path) {
                None => faults.push(format!("{}: `{path}` is missing", self.name())),
                Some(found) if *found != bytes => faults.push(self.fault(
                    &format!("out/{path}"),
                    &String::from_utf8_lossy(bytes),
                    &String::from_utf8_lossy(found),
                )),
                Some(_) => {}
            }
        }
        let is_left_over = |path: &&&String| !whole.contains_key(**path);
        faults.extend(came_out.keys().filter(is_left_over).map(|path| format!("{}: `{path}` is left over", self.name())));
        faults
    }

    fn faults_of_lines(&self, shortened: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let mut faults = Vec::new();
        for (path, lines) in shortened {
            let Some(bytes) = self.site.get(path) else {
                faults.push(format!("{}: `{path}` is missing", self.name()));
                continue;
            };
            let (lines, text) = (String::from_utf8_lossy(lines), String::from_utf8_lossy(bytes));
            let mut rest = &*text;
            for line in lines.lines() {
                match line.strip_prefix("! ") {
                    Some(unwanted) if text.contains(unwanted) => {
                        faults.push(format!("{}: `{path}` holds {unwanted}", self.name()));
                    }
                    Some(_) => {}
                    None => match rest.split_once(line) {
                        Some((_, after)) => rest = after,
                        None => faults.push(format!("{}: `{path}` does not hold, from there on: {line}", self.name())),
                    },
                }
            }
        }
        faults
    }

    fn bless(&self, out: &Path, whole: &BTreeMap<String, Vec<u8>>, came_out: &BTreeMap<&String, &Vec<u8>>) {
        let run = self.folder.join("run.txt");
        if self.transcript == USUAL_RUN {
            let _ = fs::remove_file(run);
        } else {
            fs::write(run, &self.transcript).expect("run.txt");
        }
        for path in whole.keys().filter(|path| !came_out.contains_key(path)) {
            fs::remove_file(out.join(path)).expect("a file that is expected no more");
        }
        for (path, bytes) in came_out {
            let path = out.join(path);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
            fs::write(path, bytes).expect("an expected file");
        }
    }

    fn name(&self) -> String {
        self.folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn fault(&self, file: &str, expected: &str, found: &str) -> String {
        let lines = TextDiff::from_lines(expected, found);
        format!("{}: `{file}` differs\n{}", self.name(), lines.unified_diff().header("expected", "came out"))
    }
}

fn expected_transcript(folder: &Path) -> String {
    fs::read_to_string(folder.join("run.txt")).unwrap_or_else(|_| USUAL_RUN.to_owned())
}

/// Runs the program in `project` and writes down what was typed, what was printed, and how it ended.
fn transcript_of(arguments: &str, project: &Path) -> String {
    let words: Vec<&str> = arguments.split_whitespace().collect();
    let output = journeybook(&words).current_dir(project).output().expect("the program starts");
    let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
    let ended = match output.status.code() {
        Some(0) => String::new(),
        Some(code) => format!("exit {code}\n"),
        None => "killed\n".to_owned(),
    };
    format!("$ journeybook{arguments}\n{}{ended}", without_address(&printed))
}
