//! What README.md shows is true.

use std::fs;
use std::path::Path;

use crate::folders::write;
use crate::program::journeybook;

#[test]
fn the_configuration_passes_as_it_is_pasted() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("the README");
    let section = readme.split_once("## `handbook.yaml`").expect("the section on the configuration").1;
    let block = section.split("```yaml\n").nth(1).and_then(|block| block.split("```").next()).expect("the block");
    assert!(block.lines().count() > 15, "the block is not the whole configuration:\n{block}");
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder.path().join("handbook.yaml"), block);
    write(&folder.path().join("content/index.md"), "# Home\n\nWelcome.\n");
    let output = journeybook(&["check", "--strict"]).current_dir(folder.path()).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
}
