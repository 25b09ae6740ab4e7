//! The floor under a build: reading every page, writing its HTML as pulldown-cmark does, and writing as many bytes as the site has.
//!
//! Nothing that makes a site can take less, so a build's time is told as a multiple of it, measured in the same run.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser, html};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use walkdir::WalkDir;

/// The files of a folder with one extension.
fn files(folder: &Path, extension: &str) -> Vec<std::path::PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry").into_path());
    entries.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

/// The mean size in bytes of the pages of a site.
pub(crate) fn page_size(site: &Path) -> usize {
    let pages = files(site, "html");
    let bytes: u64 = pages.iter().map(|page| fs::metadata(page).expect("a page").len()).sum();
    usize::try_from(bytes).unwrap_or(usize::MAX) / pages.len().max(1)
}

/// How long the floor takes: from the pages below `content` to files of at least `page_size` bytes below `output`.
pub(crate) fn floor(content: &Path, output: &Path, page_size: usize) -> Duration {
    let start = Instant::now();
    let pages = files(content, "md");
    pages.par_iter().for_each(|path| {
        let text = fs::read_to_string(path).expect("a page");
        let mut page = String::with_capacity(text.len() * 2);
        html::push_html(&mut page, Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_GFM));
        let mut page = page.into_bytes();
        page.resize(page.len().max(page_size), b' ');
        let folder = output.join(path.strip_prefix(content).expect("below the content").with_extension(""));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("index.html"), &page).expect("a page");
    });
    let taken = start.elapsed();
    // Removing is not part of it.
    files(output, "html").into_par_iter().for_each(|page| fs::remove_file(page).expect("a page"));
    taken
}
