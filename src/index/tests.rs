use super::*;
use crate::diagnostic::Code;
use crate::fixture::{Handbook, WholeSite};

/// A handbook of pages that differ only in their paths.
fn of_paths(paths: &[&str]) -> Handbook {
    Handbook::parse(&paths.iter().map(|path| format!("//- content/{path}\nText.\n")).collect::<String>())
}

/// Every page as `path -> address`, and every folder as `folder/ = its own page`, or `= a list`.
fn addresses(handbook: &Handbook) -> Vec<String> {
    let pages = handbook.index.pages.iter().map(|page| format!("{} -> /{}", page.path, page.url));
    let speaker = |id: Option<PageId>| id.map_or("a list".to_owned(), |id| handbook.index.page(id).path.to_string());
    let folders = handbook.index.folders.iter().map(|(path, folder)| format!("{path}/ = {}", speaker(folder.own_page)));
    pages.chain(folders).collect()
}

#[test]
fn an_address_is_the_path_without_its_extension() {
    for (paths, expected) in [
        (&["labs.md"][..], &["labs.md -> /labs/", "/ = a list"][..]),
        (&["a/b c.markdown"], &["a/b c.markdown -> /a/b c/", "/ = a list", "a/ = a list"]),
        (&["v1.2.md"], &["v1.2.md -> /v1.2/", "/ = a list"]),
        (&["A.MD"], &["A.MD -> /A/", "/ = a list"]),
        (&["a/b/c.md"], &["a/b/c.md -> /a/b/c/", "/ = a list", "a/ = a list", "a/b/ = a list"]),
        (&["cafe\u{301}/e\u{301}.md"], &["cafe\u{301}/e\u{301}.md -> /café/é/", "/ = a list", "café/ = a list"]),
        (&["日本語/手引き.md"], &["日本語/手引き.md -> /日本語/手引き/", "/ = a list", "日本語/ = a list"]),
        (&["2024-01-02-post.md"], &["2024-01-02-post.md -> /2024-01-02-post/", "/ = a list"]),
    ] {
        assert_eq!(addresses(&of_paths(paths)), expected, "{paths:?}");
    }
}

/// The better index page is its folder's own; the others are ordinary pages.
#[test]
fn the_best_index_page_speaks_for_its_folder() {
    for (paths, expected) in [
        (&["index.md"][..], &["index.md -> /", "/ = index.md"][..]),
        (&["README.md"], &["README.md -> /", "/ = README.md"]),
        (&["a/ReadMe.markdown"], &["a/ReadMe.markdown -> /a/", "/ = a list", "a/ = a/ReadMe.markdown"]),
        (&["a/INDEX.md"], &["a/INDEX.md -> /a/", "/ = a list", "a/ = a/INDEX.md"]),
        (
            &["a/README.md", "a/_index.md", "a/index.md"],
            &["a/README.md -> /a/README/", "a/_index.md -> /a/_index/", "a/index.md -> /a/", "/ = a list", "a/ = a/index.md"],
        ),
        (&["a/README.md", "a/_index.md"], &["a/README.md -> /a/README/", "a/_index.md -> /a/", "/ = a list", "a/ = a/_index.md"]),
        // The exact spelling wins.
        (&["a/Index.md", "a/index.md"], &["a/Index.md -> /a/Index/", "a/index.md -> /a/", "/ = a list", "a/ = a/index.md"]),
        (&["a.md", "a/b.md"], &["a.md -> /a/", "a/b.md -> /a/b/", "/ = a list", "a/ = a.md"]),
        // The page beside the folder is not lost if another is the folder's own: the plan reports both.
        (&["a.md", "a/index.md"], &["a.md -> /a.md/", "a/index.md -> /a/", "/ = a list", "a/ = a/index.md"]),
        (&["index/a.md", "index.md"], &["index.md -> /", "index/a.md -> /index/a/", "/ = index.md", "index/ = a list"]),
        (&["e\u{301}.md", "é/a.md"], &["e\u{301}.md -> /é/", "é/a.md -> /é/a/", "/ = a list", "é/ = e\u{301}.md"]),
    ] {
        assert_eq!(addresses(&of_paths(paths)), expected, "{paths:?}");
    }
}

#[test]
fn a_hidden_draft_speaks_for_nothing_and_makes_no_folder() {
    let handbook = Handbook::parse(
        "//- content/a/index.md\n---\ndraft: true\n---\nSoon.\n//- content/a/README.md\nText.\n//- content/b/c.md\n---\ndraft: true\n---\nSoon.\n",
    );
    let expected = ["a/README.md -> /a/", "a/index.md -> /a/index/", "b/c.md -> /b/c/", "/ = a list", "a/ = a/README.md"];
    assert_eq!(addresses(&handbook), expected);
    assert_eq!(handbook.index.built_ids().count(), 1);
}

#[test]
fn titles_are_written_or_taken_from_the_name() {
    for (path, text, title) in [
        ("a.md", "---\ntitle: Given\n---\n# Heading\n", "Given"),
        ("a.md", "# A *heading* with `code`\n", "A heading with code"),
        ("a.md", "Text.\n\n# Later\n", "Later"),
        ("a.md", "## Two\n", "Two"),
        ("a.md", "Text.\n\n## Two\n", "A"),
        ("a.md", "---\ntitle: ' '\n---\nText.\n", "A"),
        ("cool-kid.md", "Text.\n", "Cool kid"),
        ("snake_case_name.md", "Text.\n", "Snake case name"),
        ("Ünder-way.md", "Text.\n", "Ünder way"),
        ("---.md", "Text.\n", "---"),
        ("index.md", "Text.\n", "Home"),
        ("our-talks/README.md", "Text.\n", "Our talks"),
        ("a/our-talks/_index.md", "Text.\n", "Our talks"),
    ] {
        let handbook = Handbook::parse(&format!("//- content/{path}\n{text}"));
        assert_eq!(&*handbook.index.page(handbook.id(path)).title, title, "{path}: {text}");
    }
}

#[test]
fn a_backslash_is_no_slash_of_an_address() {
    let handbook = Handbook::parse("//- content/a\\b.md\n//- content/a-b.md\n//- content/c\\d/e.md\n");
    let urls = ["a-b.md", "a\\b.md", "c\\d/e.md"].map(|path| handbook.index.page(handbook.id(path)).url.to_string());
    assert_eq!(urls, ["a-b/", "a-b.md/", "c-d/e/"]);
    let picture = crate::path::SourcePath::from("p\\q.png");
    assert_eq!(picture.address().to_string(), "p-q.png");
}

const JOURNEY: &str = "//- handbook.yaml
journey: { stages: [one, two, three, four], needs: [ease, joy] }
assign:
  - { paths: [guides/**], stage: [two, one], needs: [joy] }
  - { paths: ['**/quiet.md'], stage: [] }
  - { paths: ['**'], needs: [ease] }
";

/// A page's stages and needs by id, what decided them, and the problems.
fn membership(path: &str, front_matter: &str) -> (String, MembershipReason, Vec<String>) {
    let whole = WholeSite::parse(&format!("{JOURNEY}//- content/{path}\n---\n{front_matter}\n---\n# A\n\nText.\n"));
    let site = whole.site();
    let found = &site.index.page(whole.id(path)).membership;
    let stages = found.stages.iter().map(|stage| &*site.config.journey.stage(*stage).id).collect::<Vec<_>>().join(" ");
    let needs = found.needs.iter().map(|need| &*site.config.journey.need(*need).id).collect::<Vec<_>>().join(" ");
    (format!("{stages}|{needs}"), found.because, whole.problems())
}

#[test]
fn front_matter_then_assign_then_folder_decide_the_stages() {
    use MembershipReason::{Assign, Folder, FrontMatter, Landing, Nothing};
    for (path, front_matter, expected, because) in [
        ("one/a.md", "", "one|ease", Folder),
        ("one/deep/a.md", "", "one|ease", Folder),
        ("deep/one/a.md", "", "|ease", Nothing),
        ("a.md", "", "|ease", Nothing),
        ("One/a.md", "", "|ease", Nothing),
        ("one/a.md", "stage: two", "two|ease", FrontMatter),
        ("one/a.md", "stage: [three, one]", "three one|ease", FrontMatter),
        ("one/a.md", "stage: [one, one]", "one|ease", FrontMatter),
        ("one/a.md", "stage: []", "|ease", FrontMatter),
        ("one/a.md", "stage:", "one|ease", Folder),
        ("guides/a.md", "", "two one|joy", Assign(0)),
        ("guides/quiet.md", "", "two one|joy", Assign(0)),
        ("one/quiet.md", "", "|ease", Assign(1)),
        ("guides/a.md", "stage: four", "four|joy", FrontMatter),
        ("guides/a.md", "needs: [joy, ease, joy]", "two one|ease joy", Assign(0)),
        ("guides/a.md", "needs: []", "two one|", Assign(0)),
        ("one.md", "stage: two", "one|ease", Landing),
        ("one/index.md", "stage: []", "one|ease", Landing),
    ] {
        assert_eq!(membership(path, front_matter), (expected.to_owned(), because, Vec::new()), "{path}: {front_matter}");
    }
}

#[test]
fn unknown_ids_are_told_where_they_stand_and_left_out() {
    for (front_matter, expected, problem) in [
        ("stage: tow", "|ease", "unknown-stage content/a.md|tow|the journey has no stage `tow` -> two"),
        ("stage: [one, zzz]", "one|ease", "unknown-stage content/a.md|zzz|the journey has no stage `zzz`"),
        ("needs: [joy, eaes]", "|joy", "unknown-need content/a.md|eaes|the journey has no need `eaes` -> ease"),
        (
            "stage: [one, two, three, four]",
            "one two three four|ease",
            "too-many-stages content/a.md|four|this page is in 4 stages",
        ),
    ] {
        let (found, _, problems) = membership("a.md", front_matter);
        assert_eq!((&*found, problems), (expected, vec![problem.to_owned()]), "{front_matter}");
    }
}

#[test]
fn the_journey_shows_once_a_page_that_is_built_is_staged() {
    for (text, shows, landings) in [
        ("//- content/a.md\nText.\n", false, 0),
        ("//- content/adoption/a.md\nText.\n", true, 7),
        ("//- content/adoption/a.md\n---\ndraft: true\n---\nText.\n", false, 0),
        ("//- content/adoption/a.md\n---\nstage: []\n---\nText.\n", false, 0),
        ("//- handbook.yaml\njourney: { stages: [one] }\n//- content/a.md\nText.\n", true, 1),
    ] {
        let index = Handbook::parse(text).index;
        assert_eq!((index.shows_journey, index.landings.len()), (shows, landings), "{text}");
    }
    let handbook = Handbook::parse(
        "//- content/adoption.md\nText.\n//- content/advocacy/README.md\nText.\n//- content/x/adoption.md\nText.\n//- content/adoption/a.md\nText.\n",
    );
    let written: Vec<&str> = handbook.index.landings.iter().flatten().map(|id| handbook.index.page(*id).path.as_str()).collect();
    assert_eq!(written, ["adoption.md", "advocacy/README.md"]);
    assert_eq!(handbook.index.landing_of(handbook.id("adoption.md")), Some(StageIndex(3)));
    assert_eq!(handbook.index.landing_of(handbook.id("x/adoption.md")), None);
}

#[test]
fn places_are_found_by_path_and_by_address() {
    let handbook = Handbook::parse(
        "//- content/index.md
Text.
//- content/a/b.md
---
aliases: [/old/b/, Nickname]
---
Text.
//- content/a/map.png
x
//- content/c.md
Text.
//- content/c/d.md
Text.
//- content/draft.md
---
draft: true
---
Soon.
//- content/files/only.pdf
x
//- content/cafe\u{301}.md
Text.
",
    );
    let name = |place: &Place| match place {
        Place::Page(id) => format!("page {}", handbook.index.page(*id).path),
        Place::Draft(id) => format!("draft {}", handbook.index.page(*id).path),
        Place::Asset(path) => format!("asset {path}"),
        Place::Folder(path) => format!("folder {path}"),
        Place::BareFolder(path) => format!("bare {path}"),
    };
    for (path, at_path, at_address) in [
        ("", Some("folder "), Some("folder ")),
        ("a", Some("folder a"), Some("folder a")),
        ("a/b.md", Some("page a/b.md"), None),
        ("a/b", None, Some("page a/b.md")),
        ("a/b/", None, Some("page a/b.md")),
        ("a/map.png", Some("asset a/map.png"), Some("asset a/map.png")),
        ("A/map.png", None, None),
        ("c", Some("folder c"), Some("folder c")),
        ("draft.md", Some("draft draft.md"), None),
        ("draft", None, None),
        ("files", Some("bare files"), None),
        ("old/b", None, Some("page a/b.md")),
        ("Nickname", None, None),
        ("café.md", Some("page cafe\u{301}.md"), None),
        ("cafe\u{301}/", None, Some("page cafe\u{301}.md")),
        ("nowhere", None, None),
    ] {
        assert_eq!(handbook.index.at_path(path).map(name).as_deref(), at_path, "path {path}");
        assert_eq!(handbook.index.at_address(path).as_ref().map(name).as_deref(), at_address, "address {path}");
    }
}

/// The same letters in another normal form are the same name; letters in another case are not.
#[test]
fn one_address_for_two_pages_is_told_and_neither_is_lost() {
    for (paths, count) in [
        (&["a.md", "a.markdown"][..], 1),
        (&["é.md", "e\u{301}.markdown"], 1),
        (&["a.md", "A.md"], 1),
        (&["a/index.md", "a.md", "A.md"], 3),
        (&["a.md", "b.md"], 0),
    ] {
        let whole = WholeSite::parse(&paths.iter().map(|path| format!("//- content/{path}\nText.\n")).collect::<String>());
        let told = whole.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::DuplicateUrl).count();
        assert_eq!((told, whole.site().index.pages.len()), (count, paths.len()), "{paths:?}: {:?}", whole.problems());
    }
}

#[test]
fn only_changed_anchors_are_told_apart() {
    let read = |heading: &str| Handbook::parse(&format!("//- content/a.md\n# A\n\n## {heading}\n//- content/b.md\n# B\n")).index;
    let (old, same, new) = (read("One"), read("One"), read("Two"));
    assert_eq!((same.changed_anchors(&old).len(), new.changed_anchors(&old)), (0, [PageId(0)].into()));
}

/// The messages about keys of other generators on the one page `PATH` with this front matter.
fn foreign(path: &str, front_matter: &str) -> Vec<String> {
    let handbook = Handbook::parse(&format!("//- content/{path}\n---\n{front_matter}\n---\nText.\n"));
    let diagnostics = index(&handbook.config, &handbook.sources, &handbook.pages).diagnostics;
    diagnostics.into_iter().filter(|problem| problem.code == Code::ForeignKey).map(|problem| problem.message).collect()
}

#[test]
fn addresses_that_other_keys_give_are_told_where_nothing_answers_them() {
    for (path, front_matter) in [
        ("guide/labs.md", "permalink: /guide/labs/"),
        ("guide/labs.md", "permalink: https://example.org/guide/labs"),
        ("guide/index.md", "permalink: /guide/index.html"),
        ("guide/labs.md", "permalink: /old/labs.html\naliases: [/old/labs.html]"),
        ("guide/labs.md", "slug: labs"),
        ("guide/labs.md", "slug: /guide/labs"),
        ("index.md", "slug: /"),
        ("guide/index.md", "slug: /"),
        ("guide/labs.md", "url: https://example.org/a-source"),
        ("guide/labs.md", "path: src/labs"),
        ("guide/labs.md", "redirect_from: /old/\naliases: [old/]"),
        ("404.md", "permalink: /404.html"),
        ("labs.md", "permalink: /old/\ndraft: true"),
        ("labs.md", "redirect_from:"),
    ] {
        assert_eq!(foreign(path, front_matter), [""; 0], "{path}: {front_matter}");
    }
    for (path, front_matter, message) in [
        (
            "labs.md",
            "permalink: /old/labs.html",
            "`permalink` gives this page the address `/old/labs.html`, and here its address is `/labs/`",
        ),
        (
            "labs.md",
            "permalink: /:categories/:title/",
            "`permalink: /:categories/:title/` makes this page's address elsewhere, and has no effect here: its address is `/labs/`",
        ),
        ("labs.md", "url: /workshops/", "`url` gives this page the address `/workshops/`, and here its address is `/labs/`"),
        ("a/labs.md", "slug: abs", "`slug: abs` is the end of this page's address elsewhere, and here its address is `/a/labs/`"),
        (
            "labs.md",
            "redirect_from: [/a/, labs, /b, /c/, /d/, https://example.org/e/]",
            "`redirect_from` leads `/a/`, `/b`, `/c/` and 2 more to this page, and has no effect here",
        ),
        (
            "labs.md",
            "redirect_to: [https://example.org/]",
            "`redirect_to` sends readers of this page to `https://example.org/`, and has no effect here: they see the page",
        ),
    ] {
        assert_eq!(foreign(path, front_matter), [message], "{path}: {front_matter}");
    }
}
