//! The corpus of the fuzz targets, without a fuzzer: what was found once is not found again.

use std::fs;
use std::path::Path;

use crate::targets;

#[test]
fn every_target_survives_its_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::ALL {
        let mut count = 0;
        for entry in fs::read_dir(corpus.join(name)).expect("a folder for each target") {
            let path = entry.expect("an entry").path();
            target(&fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
            count += 1;
        }
        assert!(count > 3, "{name} has a corpus");
    }
}
