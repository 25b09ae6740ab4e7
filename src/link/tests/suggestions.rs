//! What was meant: the most certain explanation first, written as the author would.

use super::{check, fixed, handbook};

const AROUND: &str = "\
//- content/README.md
//- content/adoption/labs.md
# Labs
## Set up
//- content/adoption/Getting_started.md
//- content/adoption/two words (old).md
//- content/adoption/folder/README.md
//- content/adoption/same.md
//- content/release-notes.md
# What changed
//- content/awareness/talks/how-to-speak.md
//- content/awareness/talks/same-2.md
//- content/awareness/meetup-kit.md
//- content/advocacy/index.md
//- content/advocacy/meetup-kit.md
//- content/advocacy/case-studies/first.md
";

#[test]
fn spelling_comes_first_and_is_certain() {
    check(
        AROUND,
        &[
            ("[a](Labs.md)", "missing ! broken-link `Labs.md` => labs.md"),
            ("[a](../Adoption/labs.md)", "missing ! broken-link `../Adoption/labs.md` => ../adoption/labs.md"),
            ("[a](labs)", "missing ! broken-link `labs` => labs.md"),
            ("[a](labs#set-up)", "missing ! broken-link `labs#set-up` => labs.md#set-up"),
            ("[a](labs.html?x=1#set-up)", "missing ! broken-link `labs.html?x=1#set-up` => labs.md?x=1#set-up"),
            ("[a](./labs)", "missing ! broken-link `./labs` => ./labs.md"),
            ("[a](labs/)", "missing ! broken-link `labs/` => labs.md"),
            ("[a](labs.md/)", "missing ! broken-link `labs.md/` => labs.md"),
            ("[a](getting-started.md)", "missing ! broken-link `getting-started.md` => Getting_started.md"),
            ("[a](two_words_%28old%29.md)", "missing ! broken-link `two_words_%28old%29.md` => two%20words%20%28old%29.md"),
            (
                "[a](..\\awareness\\meetup-kit.md)",
                "missing ! broken-link `..\\awareness\\meetup-kit.md` => ../awareness/meetup-kit.md",
            ),
            ("[a](/adoption/Labs.md)", "missing ! broken-link `/adoption/Labs.md` => /adoption/labs.md"),
            ("[a](/Adoption/labs/)", "missing ! broken-link `/Adoption/labs/` => /adoption/labs.md"),
            ("<a href=\"labs.html\">a</a>", "missing ! broken-link `labs.html` => labs.md"),
        ],
    );
}

#[test]
fn then_places_that_the_path_is_right_from() {
    check(
        AROUND,
        &[
            ("[a](awareness/meetup-kit.md)", "missing ! broken-link `awareness/meetup-kit.md` =?> ../awareness/meetup-kit.md"),
            (
                "[a](../../awareness/meetup-kit.md)",
                "missing ! broken-link `../../awareness/meetup-kit.md` =?> ../awareness/meetup-kit.md",
            ),
            (
                "[a](../../awareness/meetup-kit)",
                "missing ! broken-link `../../awareness/meetup-kit` =?> ../awareness/meetup-kit.md",
            ),
            ("[a](../labs/)", "missing ! broken-link `../labs/` =?> labs.md"),
            ("[a](/labs.md)", "missing ! broken-link `/labs.md` =?> /adoption/labs.md"),
            ("[a](../advocacy/README.md)", "missing ! broken-link `../advocacy/README.md` =?> ../advocacy/index.md"),
        ],
    );
}

#[test]
fn then_the_same_name_elsewhere() {
    check(
        AROUND,
        &[
            ("[a](how-to-speak.md)", "missing ! broken-link `how-to-speak.md` =?> ../awareness/talks/how-to-speak.md"),
            (
                "[a](../talks/how-to-speak.md#x)",
                "missing ! broken-link `../talks/how-to-speak.md#x` =?> ../awareness/talks/how-to-speak.md#x",
            ),
            // The one in the named folder is nearer.
            (
                "[a](../advocacy/kits/meetup-kit.md)",
                "missing ! broken-link `../advocacy/kits/meetup-kit.md` =?> ../advocacy/meetup-kit.md",
            ),
        ],
    );
    let book = handbook(AROUND, "[a](meetup-kit.md)");
    let faults = book.link(book.id("adoption/here.md")).diagnostics;
    assert_eq!(faults[0].suggestion(), None);
    assert_eq!(
        faults[0].help.as_deref(),
        Some("say which one you mean: `../advocacy/meetup-kit.md`, `../awareness/meetup-kit.md`")
    );
}

#[test]
fn then_similar_names() {
    check(
        AROUND,
        &[
            ("[a](lbas.md)", "missing ! broken-link `lbas.md` =?> labs.md"),
            (
                "[a](../awarenes/talks/how-to-speak.md)",
                "missing ! broken-link `../awarenes/talks/how-to-speak.md` =?> ../awareness/talks/how-to-speak.md",
            ),
            (
                "[a](../advocacy/case-study/first.md)",
                "missing ! broken-link `../advocacy/case-study/first.md` =?> ../advocacy/case-studies/first.md",
            ),
            ("[a](how-too-speak.md)", "missing ! broken-link `how-too-speak.md` =?> ../awareness/talks/how-to-speak.md"),
        ],
    );
}

#[test]
fn names_that_differ_in_a_number_are_other_names() {
    let around = "//- content/adoption/talk-3.md\n# Talk\n## Part 2\n";
    check(
        around,
        &[
            ("[a](talk-4.md)", "missing ! broken-link `talk-4.md`"),
            ("[a](talk-3.md#part-3)", "../talk-3/#part-3 (adoption/talk-3.md) ! broken-anchor `talk-3.md#part-3`"),
        ],
    );
}

#[test]
fn addresses_without_a_scheme_get_one() {
    check(
        AROUND,
        &[
            ("[a](conduct@example.com)", "missing ! broken-link `conduct@example.com` =?> mailto:conduct@example.com"),
            ("[a](example.com/labs.md)", "missing ! broken-link `example.com/labs.md` =?> https://example.com/labs.md"),
            ("[a](www.example.com)", "missing ! broken-link `www.example.com` =?> https://www.example.com"),
            ("[a](example.com)", "missing ! broken-link `example.com`"),
            ("[a](<(https://example.com/x)>)", "missing ! broken-link `(https://example.com/x)` =?> https://example.com/x"),
        ],
    );
}

#[test]
fn a_page_is_not_meant_to_be_a_file_of_another_kind() {
    let around = "//- content/one/OWNERS\n//- content/two/OWNERS\n//- content/two/guide/owners.md\n";
    check(around, &[("[a](../one/deep/owners.md)", "missing ! broken-link `../one/deep/owners.md` =?> ../two/guide/owners.md")]);
}

#[test]
fn wikilinks_are_fixed_by_their_names() {
    check(
        AROUND,
        &[
            ("[[release notes]]", "missing ! broken-link `release notes` => release-notes"),
            ("[[how-to-speek#x]]", "missing ! broken-link `how-to-speek#x` =?> how-to-speak#x"),
            ("[[gone/labs]]", "missing ! broken-link `gone/labs` =?> labs"),
        ],
    );
}

#[test]
fn put_in_place_a_suggestion_fixes_its_link() {
    for page in [
        "[a](Labs.md#set-up)",
        "[a](labs) and [b](getting-started.html)",
        "![x](awareness/meetup-kit.md) <a href='../../awareness/meetup-kit.md'>",
        "[a][b]\n\n[b]: two_words_(old).md",
        "[a](..\\awareness\\meetup-kit.md)",
        "| [a](lbas.md) |\n| --- |\n| [[release notes\\|x]] |",
        "[a](labs.md#SET-UP) [b](#hree)\n## Here",
    ] {
        fixed(AROUND, page);
    }
}

#[test]
fn a_file_of_another_kind_and_a_folder_without_pages_are_not_meant() {
    check(
        "//- content/README.md\n//- content/adoption/labs.md\n//- content/adoption/b.md\n//- content/adoption/document_types.rb\nx\n//- content/images/fr/map.png\nx\n",
        &[
            ("[a](a.md)", "missing ! broken-link `a.md`"),
            ("[a](document-types.csv)", "missing ! broken-link `document-types.csv`"),
            ("[a](/fr/)", "missing ! broken-link `/fr/`"),
            ("[a](../images/fr/map.pgn)", "missing ! broken-link `../images/fr/map.pgn` =?> ../images/fr/map.png"),
        ],
    );
}
