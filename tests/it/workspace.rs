//! An open handbook keeps up with the disk and with texts that nobody has saved.

use std::path::Path;

use journeybook::api::config::{self, Config};
use journeybook::api::diagnostic::Checked;
use journeybook::api::disk;
use journeybook::api::workspace::{Changes, Configure, Standing, Workspace};

use crate::assembled::rendered;
use crate::folders::write;

fn configure() -> Configure {
    Box::new(|project| project.config_text.as_deref().map_or_else(|| Checked::clean(Config::default()), config::read))
}

fn open(folder: &Path, standing: Standing) -> Workspace {
    Workspace::open(disk::open(folder).expect("a project"), configure(), standing)
}

/// A folder with these files, and the workspace of it.
fn opened(files: &[(&str, &str)]) -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        write(&folder.path().join(path), text);
    }
    let workspace = open(folder.path(), Standing::LastGood);
    (folder, workspace)
}

fn titles(workspace: &Workspace) -> Vec<String> {
    let index = &workspace.handbook().site.index;
    index.built_ids().map(|id| format!("{} {}", index.page(id).path, index.page(id).title)).collect()
}

fn problems(workspace: &Workspace) -> Vec<String> {
    workspace.diagnostics().into_iter().map(|problem| problem.message).collect()
}

#[test]
fn an_unsaved_text_stands_in_the_place_of_a_page() {
    let (folder, mut workspace) = opened(&[("content/a.md", "# A\n\n[b](b.md#part)\n"), ("content/b.md", "# B\n\n## Part\n")]);
    assert_eq!((titles(&workspace), problems(&workspace)), (vec!["a.md A".to_owned(), "b.md B".to_owned()], vec![]));
    let path = folder.path().canonicalize().expect("a folder").join("content/b.md");
    assert!(workspace.overlay(&path, Some("# Bee\n\n## Other\n")));
    assert_eq!(titles(&workspace), ["a.md A", "b.md Bee"]);
    assert_eq!(problems(&workspace), ["no heading or id `part` in `b.md`"]);
    assert!(!workspace.overlay(&path, Some("# Bee\n\n## Other\n")), "the same text is not a change");
    // What is saved below it does not show.
    write(&path, "# On disk\n");
    workspace.refresh(&Changes::At(vec![path.clone()]));
    assert_eq!(titles(&workspace), ["a.md A", "b.md Bee"]);
    workspace.refresh(&Changes::Anything);
    assert_eq!(titles(&workspace), ["a.md A", "b.md Bee"]);
    assert!(!workspace.compare().1.finds_a_difference(), "a text is not a difference to the disk");
    assert!(workspace.overlay(&path, None));
    assert_eq!(titles(&workspace), ["a.md A", "b.md On disk"]);
}

#[test]
fn a_page_may_exist_as_an_unsaved_text_alone() {
    let (_folder, mut workspace) =
        opened(&[("handbook.yaml", "exclude: [old/**]\n"), ("content/a.md", "# A\n\n[b](new/b.md)\n")]);
    assert_eq!(problems(&workspace), ["no page at `new/b.md`"]);
    assert!(workspace.overlay(Path::new("content/new/b.md"), Some("# B\n\n[[a]]\n")));
    assert_eq!((titles(&workspace), problems(&workspace)), (vec!["a.md A".to_owned(), "new/b.md B".to_owned()], vec![]));
    // What the content leaves out, what is not a page and what lies elsewhere does not become one by being open.
    for elsewhere in ["content/old/c.md", "content/.hidden/c.md", "content/c.txt", "c.md", "/elsewhere/c.md", "public/c.md"] {
        assert!(!workspace.overlay(Path::new(elsewhere), Some("# C\n")), "{elsewhere}");
    }
    // A name that not every system can hold is told as it is for a file.
    assert!(workspace.overlay(Path::new("content/con.md"), Some("# Con\n")));
    assert!(
        problems(&workspace).iter().any(|problem| problem.starts_with("not every system can hold")),
        "{:?}",
        problems(&workspace)
    );
    workspace.overlay(Path::new("content/con.md"), None);
    assert!(workspace.overlay(Path::new("content/new/b.md"), None));
    assert_eq!((titles(&workspace), problems(&workspace)), (vec!["a.md A".to_owned()], vec!["no page at `new/b.md`".to_owned()]));
}

#[test]
fn a_text_replaces_a_file_that_cannot_be_read() {
    let (_folder, mut workspace) = opened(&[("handbook.yaml", "page_limit: 1kB\n"), ("content/a.md", &"words ".repeat(400))]);
    assert_eq!(workspace.diagnostics()[0].code.name(), "page-too-large");
    workspace.overlay(Path::new("content/a.md"), Some("# A\n\nShort.\n"));
    assert_eq!(problems(&workspace), Vec::<String>::new());
}

#[test]
fn settings_and_themes_have_unsaved_texts_too() {
    let page = ("themes/default/templates/page.html", "one {{ page.title }}");
    let (_folder, mut workspace) = opened(&[("handbook.yaml", "title: One\n"), ("content/a.md", "# A\n"), page]);
    assert!(workspace.overlay(Path::new("handbook.yaml"), Some("\u{feff}title: Two\n")));
    assert_eq!(workspace.handbook().site.config.title.as_deref(), Some("Two"));
    assert_eq!(workspace.project().config_text.as_deref(), Some("title: Two\n"));
    assert!(workspace.overlay(Path::new(page.0), Some("two {{ page.title }}")));
    assert_eq!(rendered(workspace.handbook(), "a/index.html"), "two A");
    // Faulty ones do not take the place of good ones.
    assert!(workspace.overlay(Path::new(page.0), Some("{% if %}")));
    assert!(workspace.overlay(Path::new("handbook.yaml"), Some("titel: Three\n")));
    assert_eq!(rendered(workspace.handbook(), "a/index.html"), "two A");
    assert_eq!((workspace.handbook().site.config.title.as_deref(), problems(&workspace).len()), (Some("Two"), 2));
    for path in [page.0, "handbook.yaml"] {
        assert!(workspace.overlay(Path::new(path), None));
    }
    assert_eq!(rendered(workspace.handbook(), "a/index.html"), "one A");
    assert_eq!((workspace.handbook().site.config.title.as_deref(), problems(&workspace)), (Some("One"), vec![]));
    // A file that the theme does not have on disk.
    assert!(workspace.overlay(Path::new("themes/default/static/new.css"), Some("a {}")));
    assert!(workspace.handbook().plan.outputs.contains_key("theme/new.css"));
}

#[test]
fn what_stands_for_faulty_settings_is_the_users_to_say() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder.path().join("handbook.yaml"), "title: One\n");
    write(&folder.path().join("content/a.md"), "# A\n");
    let [mut last_good, mut as_read] = [Standing::LastGood, Standing::AsRead].map(|standing| open(folder.path(), standing));
    for workspace in [&mut last_good, &mut as_read] {
        workspace.overlay(Path::new("handbook.yaml"), Some("title: Two\nnothing: here\n"));
    }
    let title = |workspace: &Workspace| workspace.handbook().site.config.title.as_deref().map(str::to_owned);
    assert_eq!((title(&last_good), title(&as_read)), (Some("One".to_owned()), Some("Two".to_owned())));
}
