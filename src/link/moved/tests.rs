//! Links after a move: rows of a page, a move, and the page afterwards.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Move, Passage, moved};
use crate::fixture::{Handbook, files};
use crate::link::Tree;
use crate::link::{Wanted, in_place};
use crate::path::SourcePath;

const AROUND: &str = "\
//- src/main.rs
//- content/index.md
# Home
//- content/adoption/labs.md
# Labs
## Set up
//- content/adoption/two words.md
//- content/adoption/deep/README.md
# Deep
//- content/adoption/deep/er.md
//- content/adoption/list/one.md
//- content/awareness/talks.md
---
aliases: [speaking, /old/talks/]
---
# Giving talks
//- content/awareness/map.png
//- content/caf\u{e9}.md
";

/// The text of the page at `path` after the move, even if it is unchanged.
fn after(path: &str, page: &str, from: &str, to: &str) -> String {
    let mut all = files(AROUND);
    all.insert(format!("content/{path}"), page.to_owned());
    let before = Handbook::from_files(&all);
    let shift = Move::new(from, to);
    let renamed = |path: &str| match path.strip_prefix("content/") {
        Some(below) => format!("content/{}", shift.file(&SourcePath::from(below))),
        None => path.to_owned(),
    };
    let all: BTreeMap<String, String> = all.into_iter().map(|(path, text)| (renamed(&path), text)).collect();
    let mut after = Handbook::from_files(&all);
    let found = after.surroundings.clone();
    after.surroundings = shift.surroundings_after(&after.sources.roots, &Wanted::default(), &found, &before.surroundings);
    let tree = |book: &'static Handbook| Tree {
        index: &book.index,
        config: &book.config,
        surroundings: &book.surroundings,
        generated: Box::leak(Box::new(book.generated())),
    };
    let (before, after): (&'static Handbook, &'static Handbook) = (Box::leak(Box::new(before)), Box::leak(Box::new(after)));
    let id = before.id(path);
    let passage = Passage {
        shift: &shift,
        before: (tree(before), id),
        after: (tree(after), after.id(shift.file(&SourcePath::from(path)).as_str())),
    };
    let mut text = page.to_owned();
    for link in before.pages[id.position()].parsed.links.iter().rev() {
        if let Some(destination) = moved(&passage, link) {
            text.replace_range(link.span.clone(), &in_place(link, &destination));
        }
    }
    text
}

#[track_caller]
fn check(path: &str, from: &str, to: &str, rows: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (page, expected) in rows {
        let found = after(path, page, from, to);
        if found != *expected {
            write!(wrong, "\n{page}\n  expected: {expected}\n  found:    {found}").expect("text takes everything");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn links_to_a_page_follow_it() {
    check(
        "awareness/here.md",
        "adoption/labs.md",
        "activation/work shops.md",
        &[
            ("[a](../adoption/labs.md)", "[a](../activation/work%20shops.md)"),
            ("[a](../adoption/labs.md?x=1#set-up \"t\")", "[a](../activation/work%20shops.md?x=1#set-up \"t\")"),
            ("[a](<../adoption/labs.md>)", "[a](<../activation/work%20shops.md>)"),
            ("[a](./../adoption/labs.md)", "[a](../activation/work%20shops.md)"),
            ("[a](/adoption/labs.md)", "[a](/activation/work%20shops.md)"),
            ("[a](/adoption/labs/)", "[a](/activation/work%20shops/)"),
            ("[a](/adoption/labs#set-up)", "[a](/activation/work%20shops#set-up)"),
            ("[a](/content/adoption/labs.md)", "[a](/content/activation/work%20shops.md)"),
            ("[a][l]\n\n[l]: ../adoption/labs.md 'x'", "[a][l]\n\n[l]: ../activation/work%20shops.md 'x'"),
            ("<a href='../adoption/labs.md'>a</a>", "<a href='../activation/work%20shops.md'>a</a>"),
            ("[[labs]] [[Labs#Set up|x]]", "[[work shops]] [[work shops#Set up|x]]"),
            ("[[adoption/labs]] [[labs.md]]", "[[activation/work shops]] [[work shops.md]]"),
            ("[[../adoption/labs]]", "[[../activation/work shops]]"),
            (
                "[a](talks.md) [[talks]] [a](../index.md) `../adoption/labs.md`",
                "[a](talks.md) [[talks]] [a](../index.md) `../adoption/labs.md`",
            ),
        ],
    );
}

#[test]
fn links_from_a_page_keep_what_they_mean() {
    check(
        "awareness/here.md",
        "awareness/here.md",
        "adoption/deep/here.md",
        &[
            ("[a](talks.md) ![b](map.png)", "[a](../../awareness/talks.md) ![b](../../awareness/map.png)"),
            ("[a](../adoption/labs.md#set-up)", "[a](../labs.md#set-up)"),
            ("[a](../adoption/two%20words.md)", "[a](../two%20words.md)"),
            ("[a](<../adoption/two words.md>)", "[a](<../two words.md>)"),
            ("[a](../adoption/deep/)", "[a](./)"),
            ("[a](../adoption/deep)", "[a](.)"),
            ("[a](../adoption)", "[a](..)"),
            ("[a](../adoption/deep/er.md)", "[a](er.md)"),
            ("[a](../caf%C3%A9.md)", "[a](../../caf%C3%A9.md)"),
            ("[a](../cafe\u{301}.md)", "[a](../../cafe\u{301}.md)"),
            ("[a](../..)", "[a](../../..)"),
            ("[a](../../src/main.rs#L1)", "[a](../../../src/main.rs#L1)"),
            ("[a](../gone.md)", "[a](../../gone.md)"),
            (
                "[a](/awareness/talks.md) [[talks]] [[awareness/map.png]]",
                "[a](/awareness/talks.md) [[talks]] [[awareness/map.png]]",
            ),
            ("[[./talks]] ![[../awareness/map.png|x]]", "[[../../awareness/talks]] ![[../../awareness/map.png|x]]"),
            ("[a](#x) [b](https://example.com) [c](?q)", "[a](#x) [b](https://example.com) [c](?q)"),
            (
                "<img srcset=\"map.png 1x, map.png?2 2x\" src=map.png alt=''>",
                "<img srcset=\"../../awareness/map.png 1x, ../../awareness/map.png?2 2x\" src=../../awareness/map.png alt=''>",
            ),
            ("[a](here.md) [b](../awareness/here.md#x)", "[a](here.md) [b](here.md#x)"),
            ("[a](C:\\x.md) [a](..\\adoption\\labs.md)", "[a](C:\\x.md) [a](..\\adoption\\labs.md)"),
        ],
    );
}

#[test]
fn a_folder_is_moved_with_all_that_is_in_it() {
    let rows = [
        ("[a](../adoption/) [b](../adoption/list/)", "[a](../use/adopt/) [b](../use/adopt/list/)"),
        // The landing page of a stage stays where it is.
        ("[a](/adoption/) [b](/adoption/deep)", "[a](/adoption/) [b](/use/adopt/deep)"),
        ("[a](../adoption/deep/README.md)", "[a](../use/adopt/deep/README.md)"),
        ("[[adoption/labs]] [[deep]] [[adoption/deep/er]]", "[[adopt/labs]] [[deep]] [[adopt/deep/er]]"),
        ("[[labs]] [a](/adoption/deep/er/)", "[[labs]] [a](/use/adopt/deep/er/)"),
        ("[a](../adoption/none.md)", "[a](../adoption/none.md)"),
    ];
    check("awareness/here.md", "adoption", "use/adopt", &rows);
    check(
        "adoption/here.md",
        "adoption",
        "use/adopt",
        &[
            ("[a](labs.md) [b](deep/) [c](./two%20words.md)", "[a](labs.md) [b](deep/) [c](./two%20words.md)"),
            ("[a](../awareness/talks.md)", "[a](../../awareness/talks.md)"),
            ("[a](../adoption/labs.md)", "[a](labs.md)"),
            ("[a](../../content/adoption/labs.md)", "[a](labs.md)"),
        ],
    );
}

#[test]
fn what_changes_its_name_without_being_moved_is_followed_too() {
    // A second `labs` makes the name ambiguous.
    check(
        "here.md",
        "awareness/talks.md",
        "awareness/labs.md",
        &[("[[labs]] [[talks]]", "[[adoption/labs]] [[awareness/labs]]")],
    );
    // The folder's own page leaves it, so the folder's name no longer leads to it.
    check(
        "here.md",
        "adoption/deep/README.md",
        "adoption/shallow.md",
        &[("[a](adoption/deep/) [b](/adoption/deep/)", "[a](adoption/shallow.md) [b](/adoption/shallow/)")],
    );
    check(
        "here.md",
        "awareness/map.png",
        "images/way.png",
        &[("![a](awareness/map.png) ![[map.png|300]]", "![a](images/way.png) ![[way.png|300]]")],
    );
    check("here.md", "awareness/talks.md", "talks.md", &[("[[speaking]] [a](/old/talks/)", "[[speaking]] [a](/old/talks/)")]);
}
