use std::sync::LazyLock;

use proptest::prelude::{ProptestConfig, any, proptest};

use super::{Highlighter, LARGEST};

/// Unpacking the grammars takes long in a test build.
static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

/// The coloured HTML in a shorthand that fits on a line: `k(fn) f(main)`.
fn shorthand(language: &str, code: &str) -> String {
    let html = HIGHLIGHTER.highlight(language, code).unwrap_or_else(|| "plain".to_owned());
    let mut short = html.replace("</i>", ")");
    for letter in "kscnftopavmid".chars() {
        short = short.replace(&format!("<i class=\"{letter}\">"), &format!("{letter}("));
    }
    short
}

#[test]
fn tokens_get_our_classes() {
    for (language, code, expected) in [
        ("rust", "let x = 1; // no", "k(let) x o(=) n(1)p(;) c(// no)"),
        ("rs", "fn f() {}", "k(fn) f(f)p(() {})"),
        ("js", "const a = `b ${c} d`", "k(const) a o(=) s(`b )p(${)cp(})s( d`)"),
        ("ts", "new Foo(null)", "k(new) f(Foo)p(()n(null)p())"),
        ("py", "x = not None", "x o(=) k(not) n(None)"),
        ("sh", "ls -l \"$HOME\"", "f(ls) a(-l) s(\")v($HOME)s(\")"),
        ("bash", "export A=1", "k(export) v(A)o(=)n(1)"),
        ("console", "$ ls", "p($) ls"),
        ("yml", "on: push # c", "a(on)p(:) s(push) c(# c)"),
        ("yaml", "a: true", "a(a)p(:) n(true)"),
        ("json", "{\"a\": 1}", "p({)a(\"a\")p(:) n(1)p(})"),
        ("toml", "a = 1", "a(a) p(=) n(1)"),
        ("html", "<a href=x>", "p(&lt;)t(a) a(href)p(=)s(x)p(&gt;)"),
        ("css", "a { top: 1px }", "t(a) p({) a(top)p(:) n(1px) p(})"),
        ("diff", "-a\n+b", "d(-a)\ni(+b)"),
        ("golang", "func f(a int)", "k(func) f(f)p(()v(a) t(int)p())"),
        ("SQL", "SELECT 1", "k(SELECT) n(1)"),
        ("java", "@Override int f()", "m(@Override) t(int) f(f)p(())"),
        ("xyzzy", "let x", "plain"),
        ("", "let x", "plain"),
    ] {
        assert_eq!(shorthand(language, code), expected, "{language}: {code}");
    }
}

#[test]
fn neighbours_of_a_class_share_an_element_over_lines() {
    assert_eq!(shorthand("rust", "// a\n// b\n"), "c(// a\n// b)\n");
}

#[test]
fn markup_in_code_is_escaped() {
    let html = HIGHLIGHTER.highlight("js", "</script><b>\0").unwrap_or_default();
    assert!(!html.contains("<b") && !html.contains("</s") && !html.contains('\0'), "{html}");
}

#[test]
fn what_is_above_the_limit_stays_plain() {
    assert!(HIGHLIGHTER.highlight("json", &"1".repeat(LARGEST)).is_some());
    assert!(HIGHLIGHTER.highlight("json", &"1".repeat(LARGEST + 1)).is_none());
}

/// The text that a browser shows.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = rest[open..].split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn every_line_ending_survives() {
    for code in ["a\r\nb\r\n", "a\rb", "\n\n", "\r\n", "// a\r\n// b", "'\u{2028}'\n", "\u{feff}x\n"] {
        for language in ["js", "rust", "console", "yaml", "md"] {
            let html = HIGHLIGHTER.highlight(language, code).unwrap_or_default();
            assert_eq!(text_of(&html), code, "{language}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_character_is_lost(code in any::<String>(), language in "(rust|js|html|bash|yaml|md|php|diff|console)") {
        let html = HIGHLIGHTER.highlight(&language, &code).unwrap_or_default();
        assert_eq!(text_of(&html), code.replace('\0', "\u{fffd}"));
    }
}
