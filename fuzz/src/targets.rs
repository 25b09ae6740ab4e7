//! One function for each surface that reads what others wrote. Each must come to an end, whatever the bytes are.

use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use journeybook::api::config::{self, Config};
use journeybook::api::diagnostic::Checked;
use journeybook::api::disk;
use journeybook::api::parse::{lossy_text, parse};
use journeybook::api::path::SourcePath;
use journeybook::api::preview::WithoutSockets;
use journeybook::api::render::Renderer;
use journeybook::api::render::highlight::Highlighter;
use journeybook::api::workspace::{Configure, Standing, Workspace};
use tempfile::TempDir;

use crate::in_frame::assert_frame_holds;
use crate::rendered::rendered;

/// What is done with the bytes.
pub type Target = fn(&[u8]);

/// The name and function of every target.
pub const ALL: [(&str, Target); 7] = [
    ("front_matter", front_matter),
    ("configuration", configuration),
    ("markdown", markdown),
    ("raw_html", raw_html),
    ("wikilinks", wikilinks),
    ("search", search),
    ("http", http),
];

/// The longest text that is looked at, in bytes: what a longer one finds is the cost of length, which other tests measure.
const LONGEST: usize = 4096;

/// Reads the front matter of a page; every place of a problem is one in the text.
pub fn front_matter(bytes: &[u8]) {
    let whole = [b"---\n", bytes, b"\n---\n\n# A\n"].concat();
    for text in [bytes, &whole] {
        let length = lossy_text(text).len();
        for problem in parse(&SourcePath::from("a.md"), text).diagnostics {
            let span = problem.span.unwrap_or(0..0);
            assert!(span.start <= span.end && span.end <= length, "{span:?} of {length}: {}", problem.message);
        }
    }
}

/// Reads `handbook.yaml`; every place of a problem is one in the text.
pub fn configuration(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for problem in config::read(&text).diagnostics {
        let span = problem.span.unwrap_or(0..0);
        assert!(text.get(span.clone()).is_some(), "{span:?} of {}: {}", text.len(), problem.message);
    }
}

/// Renders Markdown twice, to the same.
pub fn markdown(bytes: &[u8]) {
    if let Some(text) = short(bytes) {
        assert_eq!(rendered(text).html, rendered(text).html);
    }
}

/// Renders raw HTML, which stays in the page's frame as browsers build it.
pub fn raw_html(bytes: &[u8]) {
    // Nested deeper than this, the parser that the tree is compared with overflows its stack.
    if let Some(text) = short(bytes).filter(|text| text.matches('<').count() < 500) {
        assert_frame_holds(text);
    }
}

/// Resolves the links of a page among others, and renders all outputs.
pub fn wikilinks(bytes: &[u8]) {
    static WORKSPACE: LazyLock<Mutex<Workspace>> = LazyLock::new(|| Mutex::new(open(HANDBOOK.path())));
    let Some(text) = short(bytes) else { return };
    let mut workspace = WORKSPACE.lock().unwrap_or_else(PoisonError::into_inner);
    workspace.overlay(Path::new("content/fuzzed.md"), Some(text));
    let handbook = workspace.handbook();
    let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &HIGHLIGHTER);
    for (path, recipe) in &handbook.plan.outputs {
        if path.as_str().ends_with("index.html") {
            let _ = renderer.render(recipe);
        }
    }
}

/// Searches the handbook.
pub fn search(bytes: &[u8]) {
    static OPENED: LazyLock<Workspace> = LazyLock::new(|| open(HANDBOOK.path()));
    let Some(query) = short(bytes) else { return };
    let site = &OPENED.handbook().site;
    let found = site.search.find(query, &site.config, &site.index).take(50).count();
    assert!(found <= 50);
}

/// Sends bytes to the preview.
pub fn http(bytes: &[u8]) {
    static SERVER: LazyLock<WithoutSockets> = LazyLock::new(|| WithoutSockets::open(HANDBOOK.path()).expect("a preview"));
    let answer = SERVER.answer(bytes);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{}", String::from_utf8_lossy(&answer));
}

fn short(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| text.len() <= LONGEST)
}

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

/// A handbook on disk with names that are alike.
static HANDBOOK: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in [
        ("content/index.md", "# Home\n\n[[labs]] and [[Office hours]]\n"),
        ("content/labs.md", "---\naliases: [old/labs/, workshops]\n---\n# Labs\n\n## Set up\n\nInstall the tool.\n"),
        ("content/adoption/labs.md", "# Other labs\n\n## Set up\n\nUnlike the first.\n"),
        ("content/adoption/Office hours.md", "# Office hours\n\nOn Mondays, by appointment.\n"),
        ("content/map.png", "no picture"),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
});

fn open(folder: &Path) -> Workspace {
    let configure: Configure =
        Box::new(|project| project.config_text.as_deref().map_or_else(|| Checked::clean(Config::default()), config::read));
    Workspace::open(disk::open(folder).expect("a project"), configure, Standing::AsRead)
}
