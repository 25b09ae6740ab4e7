//! Assets, which are copied and never read into memory.

use std::fs;
use std::path::Path;

use super::{age, everything, output};
use crate::disk::fixture::{Fixture, config};
use crate::disk::load;
use crate::disk::write::copies::Copies;
use crate::disk::write::{OutputFolder, Produced, Staging};

#[test]
fn assets_are_copied_when_they_differ() {
    let dir = Fixture::new("//- src/big.bin\n//- src/small.txt\nsmall");
    let big: Vec<u8> = (0..700_000_u32).flat_map(u32::to_le_bytes).collect();
    fs::write(dir.path("src/big.bin"), &big).expect("write");
    let root = dir.path("public");
    let copy = || {
        let staging = Staging::begin(&output(&root))?;
        for name in ["big.bin", "small.txt"] {
            staging.add(&name.into(), Produced::CopyOf(&dir.path("src").join(name)))?;
        }
        staging.commit()
    };
    let report = copy().expect("a build");
    assert_eq!((report.written, report.bytes), (2, big.len() as u64 + 5));
    assert_eq!(fs::read(root.join("big.bin")).expect("bytes"), big);
    age(&root);
    let before = everything(&root);
    assert_eq!(copy().map(|report| (report.written, report.unchanged)), Ok((0, 2)));
    assert_eq!(everything(&root), before);
    dir.write("src/small.txt", "SMALL");
    assert_eq!(copy().map(|report| (report.written, report.unchanged)), Ok((1, 1)));
    dir.remove("src/small.txt");
    let error = copy().expect_err("a file that cannot be read");
    assert!(error.is_fault_of_the_handbook());
    assert_eq!(fs::read_to_string(root.join("small.txt")).expect("text"), "SMALL");
}

#[test]
fn a_copy_just_made_is_compared_again() {
    let dir = Fixture::new("//- project/content/a.png\npng");
    let project = crate::disk::open(&dir.path("project")).expect("a project");
    let roots = load(&project, &config()).sources.roots.clone();
    let folder = OutputFolder::with_home(&project, &roots, Path::new("public"), None).expect("a folder");
    let (source, place) = (dir.path("project/content/a.png"), dir.path("project/public/a.png"));
    let copy = || {
        let staging = Staging::begin(&folder).expect("begin");
        staging.add(&"a.png".into(), Produced::CopyOf(&source)).expect("stage");
        staging.commit().expect("commit")
    };
    copy();
    copy();
    assert_eq!(Copies::from_memory(folder.copies()).known(&"a.png".into(), &source, &place), None);
    dir.write("project/content/a.png", "PNG");
    assert_eq!(copy().written, 1);
    dir.write("project/public/a.png", "png");
    assert_eq!(copy().written, 1);
    assert_eq!(fs::read_to_string(&place).expect("text"), "PNG");
}
