//! Text that was meant as a link and is not one: found, judged by where it leads, and turned into one.

use super::{HERE, handbook};
use crate::parse::parse;

const AROUND: &str = "\
//- content/adoption/duty rota.md
# Rota
//- content/adoption/rota.md
# Rota
//- content/adoption/map(1.png
//- content/awareness/other.md
";

/// The problems of a page, not counting those of its real links: `code subject`, `=>` before a safe fix and `=?>` before another.
fn found(page: &str) -> Vec<String> {
    let book = handbook(AROUND, page);
    let linked = book.link(book.id("adoption/here.md"));
    let suspects =
        linked.diagnostics.iter().filter(|problem| matches!(problem.code.name(), "malformed-link" | "undefined-label"));
    let told = suspects.map(|problem| {
        let fix = problem.fix.as_ref().map(|fix| {
            let mark = if problem.has_safe_fix() { "=>" } else { "=?>" };
            let mut fixed = page.to_owned();
            fixed.replace_range(problem.fix_span().expect("a place"), &fix.text);
            let is_link = parse(&HERE.into(), fixed.as_bytes()).value.links.len();
            format!(" {mark} {fixed} ({is_link})")
        });
        assert!(problem.help.is_some());
        format!("{}{}", problem.subject.as_deref().unwrap_or_default(), fix.unwrap_or_default())
    });
    told.collect()
}

#[test]
fn slips_are_found_and_a_page_that_is_there_makes_the_fix_safe() {
    for (page, expected) in [
        ("[a](duty rota.md)", "duty rota.md => [a](duty%20rota.md) (1)"),
        ("[**a**](duty rota.md#x \"T\")", "duty rota.md#x \"T\" => [**a**](duty%20rota.md#x \"T\") (1)"),
        ("![a](no map.png)", "no map.png =?> ![a](no%20map.png) (1)"),
        ("[aa] (rota.md)", "  => [aa](rota.md) (1)"),
        ("[aa]  (https://example.com/x)", "   =?> [aa](https://example.com/x) (1)"),
        ("(the rota)[rota.md]", "(the rota)[rota.md] => [the rota](rota.md) (1)"),
        ("[the rota](rota.md", "[the rota](rota.md => [the rota](rota.md) (1)"),
        ("[the rota](rota.md and more", "[the rota](rota.md"),
        ("[a](rota.md \"T)", "rota.md \"T => [a](rota.md \"T\") (1)"),
        ("[a](rota.md “T”)", "rota.md “T” => [a](rota.md \"T\") (1)"),
        ("![a](map(1.png)", "map(1.png => ![a](map%281.png) (1)"),
        ("![a](map.png =10x20)", "map.png =10x20"),
        ("[a]（rota.md）", "（rota.md） => [a](rota.md) (1)"),
        ("[rota]: duty rota.md", "duty rota.md => [rota]: duty%20rota.md (0)"),
        ("[the rota][rota]", "rota"),
        ("[the rota][]", "the rota"),
        ("[the rota][rto]\n\n[rta]: rota.md", "rto =?> [the rota][rta]\n\n[rta]: rota.md (1)"),
        ("Told[^1].", "[^1]"),
        ("Told[^lat]. Told[^late].\n\n[^late]: x", "[^lat] =?> Told[^late]. Told[^late].\n\n[^late]: x (0)"),
        ("[[ rota ]]", "[[ rota ]] => [[rota]] (1)"),
        ("| a |\n|---|\n| [[rota|the rota]] |", "[[rota|the rota]] => | a |\n|---|\n| [[rota\\|the rota]] | (1)"),
        ("[[#[H](https://example.com)]]", "[[#[H](https://example.com)]]"),
    ] {
        assert_eq!(found(page), [expected], "{page}");
    }
}

#[test]
fn what_may_be_meant_as_it_stands_is_left_alone() {
    for page in [
        "[the rota](rota.md), [rota] (see below), [x] (rota.md), [1] (p. 3)",
        "[aa] (nowhere.md) and (aa)[nowhere.md] and [[ nobody ]]",
        "a[i][j], f(x)[0], string[][], [x][y][z], [--flag][name], [kind][of note]",
        "`[a](b c.md)`\n\n```\n[a][b-c]\n```\n\n<!-- [a](b c.md) -->",
        "[optional](see the note) and [if](this, then that)",
        "\\[a](b c.md) \\[aa][bb-c]",
        "[[ -f x ]] && [[ $a == b ]]",
        "matches [^abc]+ or [^\\s]",
        "[Name]: says hello\n\n[Note]: this is it.",
        "[the rota][r] and [r]\n\n[r]: rota.md",
        "| a | b |\n|---|---|\n| [[rota\\|r]] | [[rota]] |",
    ] {
        assert_eq!(found(page), Vec::<String>::new(), "{page}");
    }
}

#[test]
fn labels_of_a_definition_that_failed_are_told_once() {
    assert_eq!(found("[a b][r] [r][]\n\n[r]: duty rota.md").len(), 1);
}
