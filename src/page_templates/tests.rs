use super::*;
use crate::fixture::WholeSite;

const BOOK: &str = "//- handbook.yaml\nowners: { docs: { title: Docs } }\n//- content/a.md\n# A\n\nB.\n";

#[test]
fn a_template_is_checked_like_a_page_at_its_own_place() {
    let whole = WholeSite::parse(&format!(
        "{BOOK}//- templates/play.md\n---\ntitle: \"{{{{ title }}}}\"\nstage: adopton\nowner: \"{{{{ owner }}}}\"\nneeds: [tutoring]\n---\n# {{{{ titel }}}}\n\nSee [A](../content/a.md), [B](../content/b.md) and [C](/a.md).\n\n!!! note\n"
    ));
    assert_eq!(
        whole.problems(),
        [
            "unknown-stage templates/play.md|adopton|the journey has no stage `adopton` -> adoption",
            "unknown-value templates/play.md|{{ titel }}|nothing can be filled in for `titel` -> {{ title }}",
            "broken-link templates/play.md|../content/b.md|no page at `b.md`",
            "foreign-syntax templates/play.md|!!! note|`!!! note` is an admonition of Python-Markdown, which is shown as plain text",
        ]
    );
    assert!(whole.outputs().iter().all(|path| !path.contains("templates") && !path.contains("play")), "it is published nowhere");
}

#[test]
fn the_templates_of_a_new_handbook_have_no_faults() {
    let mut files = crate::fixture::files(BOOK);
    let made = crate::scaffold::handbook_files("Book", Some("content"));
    files.extend(made.into_iter().filter(|file| file.path.starts_with("templates/")).map(|file| (file.path, file.text)));
    let whole = WholeSite::from_files(files);
    assert_eq!(whole.site().config.templates.len(), 4);
    assert_eq!(whole.problems(), Vec::<String>::new());
}

#[test]
fn a_page_is_made_with_its_links_led_from_where_it_is() {
    let template = "---\ntitle: \"{{ title }}\"\nstage: [adoption]\nowner: \"{{ owner }}\"\n---\nSee [A](../content/a.md#x), [root](/a.md) and [out](../src/main.rs).\n";
    let new = NewPage {
        template,
        template_path: "templates/play.md",
        content: "content",
        path: &SourcePath::from("plays/deep/new.md"),
        values: Values { title: "New".into(), owners: vec!["docs".into()], ..Values::default() },
        keys: vec![("stage", "stage: awareness".into()), ("kind", "kind: play".into())],
    };
    assert_eq!(
        new_page(&new),
        "---\ntitle: New\nstage: awareness\nowner: docs\nkind: play\n---\nSee [A](../../a.md#x), [root](/a.md) and [out](../../../src/main.rs).\n"
    );
}

#[test]
fn decisions_are_numbered_in_their_folder() {
    let whole = WholeSite::clean(
        "//- content/decisions/007-a.md\n# A\n\nB.\n//- content/decisions/012-b.md\n# B\n\nC.\n//- content/other/a.md\n# A\n\nB.\n",
    );
    for (path, expected, number) in [
        ("decisions/c.md", "decisions/013-c.md", "013"),
        ("other/c.md", "other/0001-c.md", "0001"),
        ("decisions/099-c.md", "decisions/099-c.md", "099"),
    ] {
        let (numbered, found) = numbered(&whole.site().index, &SourcePath::from(path));
        assert_eq!((numbered.as_str(), &*found), (expected, number));
    }
}
