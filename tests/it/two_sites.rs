//! The handbook and the guide are two builds into one folder: the guide lies in the folder `guide/` of the handbook's site. `pages` follows
//! the links of both; here is that neither build touches what the other wrote, whichever comes first.

use std::collections::BTreeMap;
use std::path::Path;

use crate::folders::files;
use crate::program::journeybook;

const GUIDE: &str = "guide/";

/// Builds one of the two as the workflow does.
fn build(project: &str, output: &Path) {
    let address = format!("https://acme.example/{}", if project == "docs" { GUIDE } else { "" });
    let arguments = ["build", project, "--strict", "--quiet", "--today", "2026-11-29", "--base-url", &address];
    let mut command = journeybook(&arguments);
    let ran = command.arg("--output").arg(output).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("the program starts");
    assert!(ran.status.success(), "{project}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// What readers are served, without what each build remembers of its own.
fn served(site: &Path) -> BTreeMap<String, Vec<u8>> {
    files(site).into_iter().filter(|(path, _)| !path.contains(".journeybook/")).collect()
}

#[test]
fn neither_build_touches_what_the_other_wrote() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let [alone, guide, one, other] = ["handbook", "guide", "one", "other"].map(|name| folder.path().join(name));
    build(".", &alone);
    build("docs", &guide);
    let mut expected = served(&alone);
    for (path, bytes) in served(&guide) {
        let taken = expected.insert(format!("{GUIDE}{path}"), bytes);
        assert_eq!(taken, None, "both builds write {GUIDE}{path}");
    }
    for (site, order) in [(&one, [".", "docs", "."]), (&other, ["docs", ".", "docs"])] {
        for project in order {
            build(project, &site.join(if project == "docs" { GUIDE } else { "" }));
        }
        let found = served(site);
        let differing: Vec<&String> =
            found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path)).collect();
        assert!(differing.is_empty(), "{order:?}: {differing:?}");
    }
}

#[test]
fn the_two_lead_to_each_other() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    build(".", folder.path());
    build("docs", &folder.path().join(GUIDE));
    let home = |path: &str| String::from_utf8(served(folder.path()).remove(path).expect("a home page")).expect("UTF-8");
    assert!(home("index.html").contains("href=\"./guide/\""), "the handbook does not lead to the guide");
    assert!(home("guide/index.html").contains("href=\"./../\""), "the guide does not lead to the handbook");
}
