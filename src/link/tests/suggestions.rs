//! What was meant: the surest explanation first, written as the author would.

use super::{check, handbook, mended};

const AROUND: &str = "\
//- content/README.md
//- content/adoption/labs.md
# Labs
## Set up
//- content/adoption/Getting_started.md
//- content/adoption/two words (old).md
//- content/adoption/folder/README.md
//- content/adoption/same.md
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
            ("[a](../Adoption/labs.md)", "missing ! broken-link `../Adoption/labs.md` => labs.md"),
            ("[a](labs)", "missing ! broken-link `labs` => labs.md"),
            ("[a](labs#set-up)", "missing ! broken-link `labs#set-up` => labs.md#set-up"),
            ("[a](labs.html?x=1#set-up)", "missing ! broken-link `labs.html?x=1#set-up` => labs.md?x=1#set-up"),
            ("[a](./labs)", "missing ! broken-link `./labs` => ./labs.md"),
            ("[a](labs/)", "missing ! broken-link `labs/` => labs.md"),
            ("[a](labs.md/)", "missing ! broken-link `labs.md/` => labs.md"),
            ("[a](getting-started.md)", "missing ! broken-link `getting-started.md` => Getting_started.md"),
            ("[a](two_words_%28old%29.md)", "missing ! broken-link `two_words_%28old%29.md` => two%20words%20%28old%29.md"),
            ("[a](..\\awareness\\meetup-kit.md)", "missing ! broken-link `..\\awareness\\meetup-kit.md` => ../awareness/meetup-kit.md"),
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
            ("[a](../../awareness/meetup-kit.md)", "missing ! broken-link `../../awareness/meetup-kit.md` =?> ../awareness/meetup-kit.md"),
            ("[a](../../awareness/meetup-kit)", "missing ! broken-link `../../awareness/meetup-kit` =?> ../awareness/meetup-kit.md"),
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
            ("[a](../talks/how-to-speak.md#x)", "missing ! broken-link `../talks/how-to-speak.md#x` =?> ../awareness/talks/how-to-speak.md#x"),
            // The one in the folder that was named is nearer.
            ("[a](../advocacy/kits/meetup-kit.md)", "missing ! broken-link `../advocacy/kits/meetup-kit.md` =?> ../advocacy/meetup-kit.md"),
        ],
    );
    let book = handbook(AROUND, "[a](meetup-kit.md)");
    let faults = book.link(book.id("adoption/here.md")).diagnostics;
    assert_eq!(faults[0].suggestion, None);
    assert_eq!(faults[0].help.as_deref(), Some("write which one is meant: `../advocacy/meetup-kit.md`, `../awareness/meetup-kit.md`"));
}

#[test]
fn then_similar_names() {
    check(
        AROUND,
        &[
            ("[a](lbas.md)", "missing ! broken-link `lbas.md` =?> labs.md"),
            ("[a](../awarenes/talks/how-to-speak.md)", "missing ! broken-link `../awarenes/talks/how-to-speak.md` =?> ../awareness/talks/how-to-speak.md"),
            ("[a](../advocacy/case-study/first.md)", "missing ! broken-link `../advocacy/case-study/first.md` =?> ../advocacy/case-studies/first.md"),
            ("[a](how-too-speak.md)", "missing ! broken-link `how-too-speak.md` =?> ../awareness/talks/how-to-speak.md"),
        ],
    );
}

#[test]
fn wikilinks_are_mended_by_their_names() {
    check(
        AROUND,
        &[
            ("[[getting started]]", "missing ! broken-link `getting started` => Getting_started"),
            ("[[how-to-speek#x]]", "missing ! broken-link `how-to-speek#x` =?> how-to-speak#x"),
            ("[[gone/labs]]", "missing ! broken-link `gone/labs` =?> labs"),
        ],
    );
}

#[test]
fn put_in_place_a_suggestion_mends_its_link() {
    for page in [
        "[a](Labs.md#set-up)",
        "[a](labs) and [b](getting-started.html)",
        "![x](awareness/meetup-kit.md) <a href='../../awareness/meetup-kit.md'>",
        "[a][b]\n\n[b]: two_words_(old).md",
        "[a](..\\awareness\\meetup-kit.md)",
        "| [a](lbas.md) |\n| --- |\n| [[getting started\\|x]] |",
        "[a](labs.md#SET-UP) [b](#hree)\n## Here",
    ] {
        mended(AROUND, page);
    }
}
