//! Valid links, in every form.

use super::{check, outcomes};
use crate::fixture::Handbook;

const AROUND: &str = "\
//- handbook.yaml
repository: { url: https://github.com/acme/handbook, branch: main }
external: [/api/]
//- README.md
//- src/main.rs
//- .github/workflows/pages.yml
//- common/logo.png
//- content/README.md
# Home
//- content/adoption/labs.md
# Labs
## Set up
## Set up
## Über uns & more {#about}
## Plain {#own}
<a id=\"Raw\" name=\"named\"></a>
//- content/adoption/map.png
//- content/adoption/two words.md
//- content/adoption/q?.md
//- content/adoption/100%.md
//- content/adoption/%2e.md
//- content/adoption/deep/index.md
# Deep
//- content/adoption/list/one.md
//- content/awareness/talks.md
---
title: Giving talks
aliases: [speaking, /old/talks/]
---
//- content/awareness/map.png
//- content/cafe\u{301}.md
//- content/files/only.pdf
//- content/a:b.md
";

#[test]
fn relative_destinations_are_files_and_folders() {
    check(
        AROUND,
        &[
            ("[a](labs.md)", "../labs/ (adoption/labs.md)"),
            ("[a](./labs.md)", "../labs/ (adoption/labs.md)"),
            ("[a](../adoption/labs.md#set-up)", "../labs/#set-up (adoption/labs.md)"),
            ("[a](<two words.md>)", "../two%20words/ (adoption/two words.md)"),
            ("[a](two%20words.md)", "../two%20words/ (adoption/two words.md)"),
            ("[a](q%3F.md)", "../q%3F/ (adoption/q?.md)"),
            ("[a](100%.md)", "../100%25/ (adoption/100%.md)"),
            ("[a](%252e.md)", "../%252e/ (adoption/%2e.md)"),
            ("[a](labs.md?print=1#set-up-1)", "../labs/?print=1#set-up-1 (adoption/labs.md)"),
            ("[a](../caf%C3%A9.md)", "../../caf%C3%A9/ (cafe\u{301}.md)"),
            ("[a](../caf\u{e9}.md)", "../../caf%C3%A9/ (cafe\u{301}.md)"),
            ("[a](../a:b.md)", "../../a:b/ (a:b.md)"),
            ("[a](../awareness/)", "../../awareness/ (/awareness/ generated)"),
            ("[a](../awareness)", "../../awareness/ (/awareness/ generated)"),
            ("[a](deep/)", "../deep/ (adoption/deep/index.md)"),
            ("[a](deep/index.md)", "../deep/ (adoption/deep/index.md)"),
            ("[a](..)", "../../ (README.md)"),
            ("[a](.)", "../ (/adoption/ generated)"),
            ("[a](../)", "../../ (README.md)"),
            ("[a](map.png)", "../map.png (adoption/map.png)"),
            ("![a](map.png)", "../map.png (adoption/map.png)"),
            ("[a](map.png?v=2#xy)", "../map.png?v=2#xy (adoption/map.png)"),
            ("[a](here.md)", "./ (adoption/here.md)"),
        ],
    );
}

#[test]
fn root_absolute_destinations_are_files_then_addresses_then_files_of_the_repository() {
    check(
        AROUND,
        &[
            ("[a](/adoption/labs.md)", "../labs/ (adoption/labs.md)"),
            ("[a](/adoption/labs/)", "../labs/ (adoption/labs.md)"),
            ("[a](/adoption/labs)", "../labs/ (adoption/labs.md)"),
            ("[a](/adoption/labs/#set-up)", "../labs/#set-up (adoption/labs.md)"),
            ("[a](/adoption/list/)", "../list/ (/adoption/list/ generated)"),
            ("[a](/adoption/map.png)", "../map.png (adoption/map.png)"),
            ("[a](/)", "../../ (README.md)"),
            ("[a](/README.md)", "../../ (README.md)"),
            ("[a](/assessment/)", "../../assessment/ (/assessment/ generated)"),
            ("[a](/assessment)", "../../assessment/ (/assessment/ generated)"),
            ("[a](/map/)", "../../map/ (/map/ generated)"),
            ("[a](/src/main.rs)", "https://github.com/acme/handbook/blob/main/src/main.rs"),
            ("[a](/content/adoption/labs.md)", "../labs/ (adoption/labs.md)"),
            ("[a](/files/)", "https://github.com/acme/handbook/tree/main/content/files"),
            ("[a](/old/talks/)", "../../awareness/talks/ (awareness/talks.md)"),
            ("[a](/api/v1)", "external"),
            ("[a](/api)", "external"),
        ],
    );
}

#[test]
fn files_outside_the_content_lead_to_the_repository() {
    check(
        AROUND,
        &[
            ("[a](../../src/main.rs)", "https://github.com/acme/handbook/blob/main/src/main.rs"),
            ("[a](../../src/main.rs#L10)", "https://github.com/acme/handbook/blob/main/src/main.rs#L10"),
            ("[a](../../src)", "https://github.com/acme/handbook/tree/main/src"),
            ("[a](../..)", "https://github.com/acme/handbook/tree/main"),
            ("[a](../../README.md)", "https://github.com/acme/handbook/blob/main/README.md"),
            ("![a](../../common/logo.png)", "https://github.com/acme/handbook/raw/main/common/logo.png"),
            ("[a](../../content/adoption/labs.md)", "../labs/ (adoption/labs.md)"),
            ("[a](../files)", "https://github.com/acme/handbook/tree/main/content/files"),
            ("[a](../../.github/workflows/pages.yml)", "https://github.com/acme/handbook/blob/main/.github/workflows/pages.yml"),
        ],
    );
}

#[test]
fn a_left_out_file_leads_to_the_repository() {
    let book = Handbook::parse(
        "//- handbook.yaml\nrepository: { url: https://gitlab.com/acme/handbook, branch: next/one }\n\
         //- content/a.md\n[a](.draft/x.md) ![a](.draft/x.png) [a](.draft)\n",
    );
    // The fixture has no such file; the survey of a real one would find it.
    assert!(outcomes(&book, "a.md").contains("broken-link"));
    let mut book = book;
    for (path, entry) in [
        ("content/.draft/x.md", crate::index::RepositoryEntry::File),
        ("content/.draft/x.png", crate::index::RepositoryEntry::File),
        ("content/.draft", crate::index::RepositoryEntry::Folder),
    ] {
        book.surroundings.repository_files.insert(path.into(), entry);
    }
    let expected = "https://gitlab.com/acme/handbook/-/blob/next/one/content/.draft/x.md\n\
                    https://gitlab.com/acme/handbook/-/raw/next/one/content/.draft/x.png\n\
                    https://gitlab.com/acme/handbook/-/tree/next/one/content/.draft";
    assert_eq!(outcomes(&book, "a.md"), expected);
}

#[test]
fn fragments_name_headings_ids_and_html_anchors() {
    check(
        AROUND,
        &[
            ("# Here\n[a](#here)", "#here (adoption/here.md)"),
            ("[a](#)", "# (adoption/here.md)"),
            ("[a](#top)", "#top (adoption/here.md)"),
            ("[a](#TOP)", "#TOP (adoption/here.md)"),
            ("[a](here.md#top)", "#top (adoption/here.md)"),
            ("[a](labs.md#about)", "../labs/#about (adoption/labs.md)"),
            ("[a](labs.md#Raw)", "../labs/#Raw (adoption/labs.md)"),
            ("[a](labs.md#named)", "../labs/#named (adoption/labs.md)"),
            ("# Über\n[a](#%C3%BCber)", "#%C3%BCber (adoption/here.md)"),
            ("# Über\n[a](#über)", "#%C3%BCber (adoption/here.md)"),
            ("[a](labs.md#:~:text=labs)", "../labs/#:~:text=labs (adoption/labs.md)"),
            ("[a](?x=1)", "?x=1 (adoption/here.md)"),
        ],
    );
}

#[test]
fn wikilinks_are_looked_up_by_name() {
    check(
        AROUND,
        &[
            ("[[labs]]", "../labs/ (adoption/labs.md)"),
            ("[[Labs.md]]", "../labs/ (adoption/labs.md)"),
            ("[[adoption/labs|the labs]]", "../labs/ (adoption/labs.md)"),
            ("[[labs#Set up]]", "../labs/#set-up (adoption/labs.md)"),
            ("[[labs#set-up-1]]", "../labs/#set-up-1 (adoption/labs.md)"),
            ("## Q & A: why?\n[[#Q & A: why?]]", "#q--a-why (adoption/here.md)"),
            ("## Q & A: why?\n[[#Q A why]]", "#q--a-why (adoption/here.md)"),
            ("[[labs#Labs#Set up]]", "../labs/#set-up (adoption/labs.md)"),
            ("[[labs#Über uns & more]]", "../labs/#about (adoption/labs.md)"),
            ("[[labs#plain]]", "../labs/#own (adoption/labs.md)"),
            ("# My page\n[[#My page]]", "#my-page (adoption/here.md)"),
            ("[[giving talks]]", "../../awareness/talks/ (awareness/talks.md)"),
            ("[[Speaking]]", "../../awareness/talks/ (awareness/talks.md)"),
            ("[[only.pdf]]", "../../files/only.pdf (files/only.pdf)"),
            ("![[only.pdf|300]]", "../../files/only.pdf (files/only.pdf)"),
            ("![[labs]]", "../labs/ (adoption/labs.md)"),
            ("[[awareness]]", "../../awareness/ (/awareness/ generated)"),
            ("[[../awareness/talks]]", "../../awareness/talks/ (awareness/talks.md)"),
            ("[[awareness/map.png]]", "../../awareness/map.png (awareness/map.png)"),
            ("[[two words]]", "../two%20words/ (adoption/two words.md)"),
        ],
    );
}

#[test]
fn html_and_references_mean_the_same() {
    check(
        AROUND,
        &[
            ("<a href=\"labs.md#set-up\">a</a>", "../labs/#set-up (adoption/labs.md)"),
            ("<img src='map.png' alt=''>", "../map.png (adoption/map.png)"),
            (
                "[a][l] [l][] [l]\n\n[l]: labs.md",
                "../labs/ (adoption/labs.md)\n../labs/ (adoption/labs.md)\n../labs/ (adoption/labs.md)",
            ),
            ("<https://example.com>", "external"),
            ("[a](mailto:x@example.com)", "external"),
            ("[a](//example.com/x)", "external"),
            ("<img src=\"data:image/png;base64,AAAA\" alt=\"\">", "external"),
        ],
    );
}

#[test]
fn a_bare_folder_works_the_same() {
    let book = Handbook::parse(
        "//- README.md\n[a](docs/a.md) [a](/docs/a.md) [a](/docs/) [a](docs/x.png)\n//- docs/a.md\n//- docs/x.png\n",
    );
    let expected = "docs/a/ (docs/a.md)\ndocs/a/ (docs/a.md)\ndocs/ (/docs/ generated)\ndocs/x.png (docs/x.png)";
    assert_eq!(outcomes(&book, "README.md"), expected);
}

#[test]
fn titles_are_given_for_links_without_words() {
    use super::Resolution;
    let book = Handbook::parse(
        "//- content/a.md\n[[talks]] [[awareness]] [[adoption/deep]] [x](/assessment/)\n//- content/awareness/talks.md\n# Giving talks\n\
         //- content/adoption/deep/own_words.md\n",
    );
    let resolutions = book.link(book.id("a.md")).value.resolutions;
    let titles: Vec<&str> = resolutions
        .iter()
        .filter_map(|resolution| match resolution {
            Resolution::Internal { title, .. } => title.as_deref(),
            _ => None,
        })
        .collect();
    assert_eq!(titles, ["Giving talks", "Awareness", "Deep", "Assessment"]);
}
