//! Each fault with its code, its place and its suggestion.

use super::{check, handbook, outcomes};
use crate::diagnostic::Code;
use crate::fixture::Handbook;

const AROUND: &str = "\
//- src/main.rs
//- content/adoption/labs.md
# Labs
## Set up
//- content/awareness/labs-2.md
//- content/awareness/map.png
//- content/one/same.md
//- content/two/same.md
//- content/draft.md
---
draft: true
---
//- content/files/only.pdf
";

#[test]
fn what_is_missing_is_reported_at_its_destination() {
    check(
        AROUND,
        &[
            ("[a](nowhere-at-all.md)", "missing ! broken-link `nowhere-at-all.md`"),
            ("[a](<no such page.md> \"title\")", "missing ! broken-link `no such page.md`"),
            ("![a](../x/none.png)", "missing ! broken-link `../x/none.png`"),
            ("[a](/nothing/here/)", "missing ! broken-link `/nothing/here/`"),
            ("[[Nobody knows]]", "missing ! broken-link `Nobody knows`"),
            ("[[Nobody knows|words]]", "missing ! broken-link `Nobody knows`"),
            ("<a href=\"zzz.md\">a</a>", "missing ! broken-link `zzz.md`"),
        ],
    );
}

#[test]
fn leaving_the_repository_is_an_escape() {
    check(
        AROUND,
        &[
            ("[a](../../../secret)", "missing ! broken-link `../../../secret`"),
            ("[a](/../../)", "missing ! broken-link `/../../`"),
            ("[a](%2e%2e/../../secret)", "missing ! broken-link `%2e%2e/../../secret`"),
            ("[a](C:\\Users\\x.md)", "missing ! broken-link `C:\\Users\\x.md`"),
        ],
    );
}

#[test]
fn drafts_are_named_as_such() {
    check(
        AROUND,
        &[
            ("[a](../draft.md)", "missing ! link-to-draft `../draft.md`"),
            ("[a](/draft/)", "missing ! link-to-draft `/draft/`"),
            ("[[draft]]", "missing ! link-to-draft `draft`"),
        ],
    );
    let mut book = Handbook::parse("//- content/a.md\n[a](b.md)\n//- content/b.md\n---\ndraft: true\n---\n");
    assert_eq!(book.link(book.id("a.md")).diagnostics[0].code, Code::LinkToDraft);
    book.config.includes_drafts = true;
    book.index = crate::index::index(&book.config, &book.sources, &book.pages).value;
    assert_eq!(outcomes(&book, "a.md"), "../b/ (b.md)");
}

#[test]
fn without_an_address_the_repository_cannot_be_linked() {
    check(
        AROUND,
        &[
            ("[a](../../src/main.rs)", "missing ! link-outside `../../src/main.rs`"),
            ("[a](/src/main.rs)", "missing ! link-outside `/src/main.rs`"),
            ("[a](../files/)", "missing ! link-outside `../files/`"),
            ("[a](../../src/none.rs)", "missing ! broken-link `../../src/none.rs`"),
        ],
    );
}

#[test]
fn a_missing_anchor_still_leads_to_the_page() {
    check(
        AROUND,
        &[
            (
                "[a](labs.md#nothing-of-the-kind)",
                "../labs/#nothing-of-the-kind (adoption/labs.md) ! broken-anchor `labs.md#nothing-of-the-kind`",
            ),
            ("[a](labs.md#Set-Up)", "../labs/#Set-Up (adoption/labs.md) ! broken-anchor `labs.md#Set-Up` => labs.md#set-up"),
            (
                "[a](labs.md#Set%20up)",
                "../labs/#Set%20up (adoption/labs.md) ! broken-anchor `labs.md#Set%20up` =?> labs.md#set-up",
            ),
            (
                "[a](labs.md#user-content-set-up)",
                "../labs/#user-content-set-up (adoption/labs.md) ! broken-anchor `labs.md#user-content-set-up` =?> labs.md#set-up",
            ),
            ("[a](labs.md#setup)", "../labs/#setup (adoption/labs.md) ! broken-anchor `labs.md#setup` =?> labs.md#set-up"),
            ("# Here\n[a](#her)", "#her (adoption/here.md) ! broken-anchor `#her` =?> #here"),
            ("[[labs#Setup]]", "../labs/#Setup (adoption/labs.md) ! broken-anchor `labs#Setup` =?> labs#set-up"),
            ("[[labs#^block1]]", "../labs/#%5Eblock1 (adoption/labs.md) ! broken-anchor `labs#^block1`"),
        ],
    );
}

#[test]
fn an_ambiguous_name_is_reported_with_its_candidates() {
    let book = handbook(AROUND, "[[same]]");
    let faults = book.link(book.id("adoption/here.md")).diagnostics;
    assert_eq!(faults[0].code, Code::AmbiguousLink);
    assert_eq!(faults[0].help.as_deref(), Some("say which one you mean: `one/same`, `two/same`"));
    check(AROUND, &[("[[one/same]]", "../../one/same/ (one/same.md)"), ("[[SAME]]", "missing ! ambiguous-link `SAME`")]);
}

#[test]
fn what_would_run_code_is_removed() {
    check(
        AROUND,
        &[
            ("[a](javascript:alert(1))", "removed ! unsafe-link `javascript:alert(1)`"),
            ("[a](JaVaScRiPt:alert(1))", "removed ! unsafe-link `JaVaScRiPt:alert(1)`"),
            ("<a href=\"java&#10;script:alert(1)\">a</a>", "removed ! unsafe-link `java&#10;script:alert(1)`"),
            ("[a](vbscript:x)", "removed ! unsafe-link `vbscript:x`"),
            ("[a](data:text/html,x)", "removed ! unsafe-link `data:text/html,x`"),
        ],
    );
}

#[test]
fn a_definition_is_reported_once() {
    let book = handbook(AROUND, "[a][x] [x] ![b][x]\n\n[x]: gone-for-good.md\n");
    let linked = book.link(book.id("adoption/here.md"));
    assert_eq!(linked.value.resolutions.len(), 3);
    assert_eq!(linked.diagnostics.len(), 1);
    assert_eq!(&book.text(book.id("adoption/here.md"))[linked.diagnostics[0].span.clone().expect("a place")], "gone-for-good.md");
}

#[test]
fn code_and_comments_hold_no_links() {
    check(AROUND, &[("`[a](gone.md)`", ""), ("<!-- [a](gone.md) <a href=\"gone.md\"> -->", ""), ("```\n[[gone]]\n```", "")]);
}
