//! What a page carries does not grow with the handbook: 100 pages against 5,000.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use journeybook::api::config::Config;
use journeybook::api::index::Surroundings;
use journeybook::api::path::{OutputPath, SourcePath};
use journeybook::api::pipeline::{Handbook, Inputs, assemble};
use journeybook::api::render::Renderer;
use journeybook::api::render::highlight::Highlighter;
use journeybook::api::source::{Roots, Source, Sources};
use journeybook::api::theme::{self, ThemeFiles};

/// A handbook whose pages stand in groups below one folder, each linking to the front page and to one other.
fn handbook(root: &str, groups: usize, pages_each: usize, theme: &str) -> Handbook {
    let mut files = BTreeMap::new();
    let mut write = |path: String, text: &str| {
        files.insert(SourcePath::from(path), Source::Page(text.as_bytes().into()));
    };
    write("index.md".to_owned(), "# Home\n\nWelcome.\n");
    write(format!("{root}/hub.md"), "# Hub\n\nEvery page links here.\n");
    for group in 0..groups {
        for page in 0..pages_each {
            let mut text =
                format!("---\nneeds: [tutoring]\nowner: team-{page:04}\n---\n# Page {page:04} of group {group:04}\n\n");
            let _ = write!(text, "[Home](../../index.md) and [the hub](../hub.md) and some words.\n\n## A part\n\nText.\n");
            write(format!("{root}/group-{group:04}/page-{page:04}.md"), &text);
        }
    }
    let roots =
        Roots { content: "content".into(), content_in_repository: "content".into(), is_bare: false, statics: None, base: None };
    let inputs = Inputs {
        config: Arc::new(Config::default()),
        sources: Arc::new(Sources { roots, files }),
        theme: Arc::new(theme::assemble(theme, "en", &ThemeFiles::default()).value),
    };
    assemble(inputs, |_| Surroundings::default(), None)
}

/// How many bytes a page has.
fn size(handbook: &Handbook, path: &str) -> usize {
    let highlighter = Highlighter::new();
    let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &highlighter);
    let output = renderer.render(&handbook.plan.outputs[&OutputPath::from(path)]);
    assert_eq!(output.diagnostics, []);
    output.value.len()
}

#[test]
fn fifty_times_the_pages_make_no_page_longer() {
    // In a stage, and in a folder of a handbook that has no stage.
    for (theme, root) in [("default", "adoption"), ("default", "topics"), ("field-guide", "adoption")] {
        let (few, many) = (handbook(root, 10, 9, theme), handbook(root, 100, 50, theme));
        let (hub, page) = (format!("{root}/hub/index.html"), format!("{root}/group-0003/page-0002/index.html"));
        for page in ["index.html", "404.html", &hub, &page] {
            let (few, many) = (size(&few, page), size(&many, page));
            // Counts gain digits, and a list that was whole says how much it leaves out.
            assert!(many <= few + few / 20, "{theme}: {page} has {few} bytes among 100 pages and {many} among 5,000");
        }
    }
}
