use proptest::prelude::*;
use serde_json::json;

use super::explain::quoted;
use super::*;

/// Each problem as `the bytes it points at|message -> suggestion`.
fn problems(text: &str) -> Vec<String> {
    let show = |problem: Problem| {
        let suggestion = problem.suggestion.map(|text| format!(" -> {text}")).unwrap_or_default();
        format!("{}|{}{suggestion}", &text[problem.span], problem.message)
    };
    read(text, 0..text.len()).problems.into_iter().map(show).collect()
}

fn json(text: &str) -> serde_json::Value {
    read(text, 0..text.len()).root.map_or(serde_json::Value::Null, |root| root.to_json())
}

/// Every key and value in their written order.
fn walk(node: &Node, text: &str, seen: &mut Vec<String>) {
    seen.push(text[node.span.clone()].to_owned());
    match &node.content {
        Content::Scalar(_) => {}
        Content::Sequence(items) => items.iter().for_each(|item| walk(item, text, seen)),
        Content::Mapping(entries) => entries.iter().for_each(|entry| {
            seen.push(format!("{}:", &text[entry.key_span.clone()]));
            walk(&entry.value, text, seen);
        }),
    }
}

#[test]
fn places_are_exact() {
    let text = "é: x\r\nlist: [a, \"b c\"]\r\nmap:\r\n  - one: 'it''s'\r\n    two: |\r\n      three\r\n      four\r\nnone:\r\n";
    let mut seen = Vec::new();
    let document = read(text, 0..text.len());
    assert_eq!(document.problems, []);
    walk(&document.root.expect("there is a map"), text, &mut seen);
    let block = "- one: 'it''s'\r\n    two: |\r\n      three\r\n      four";
    let whole = text.trim_end().trim_end_matches("none:").trim_end();
    assert!(seen[0].starts_with(whole));
    assert_eq!(
        seen[1..],
        [
            "é:",
            "x",
            "list:",
            "[a, \"b c\"]",
            "a",
            "\"b c\"",
            "map:",
            block,
            &block[2..],
            "one:",
            "'it''s'",
            "two:",
            "three\r\n      four",
            "none:",
            ""
        ]
    );
}

#[test]
fn spans_count_from_the_start_of_the_whole_text() {
    let text = "---\ntitle: x\n---\n";
    let document = read(text, 4..13);
    let root = document.root.expect("there is a map");
    assert_eq!(&text[root.get("title").expect("the key is there").span.clone()], "x");
}

#[test]
fn scalars_keep_their_spelling() {
    let text = "a: 1.10\nb: no\nc: 007\nd: 1e3\ne: 12\nf: 1.5\ng: true\nh: 'true'\ni: !!str 5\nj: 2026-11-22\nk: ~\nl: 0x1F\nm: .nan\nn: -3\no: {p: [q]}\n";
    let expected = json!({"a": "1.10", "b": "no", "c": "007", "d": "1e3", "e": 12, "f": 1.5, "g": true, "h": "true", "i": "5",
        "j": "2026-11-22", "k": null, "l": "0x1F", "m": ".nan", "n": -3, "o": {"p": ["q"]}});
    assert_eq!(json(text), expected);
}

#[test]
fn aliases_stand_for_what_they_name() {
    assert_eq!(json("a: &x [1, 2]\nb: *x\nc: [*x, *x]\n"), json!({"a": [1, 2], "b": [1, 2], "c": [[1, 2], [1, 2]]}));
}

#[test]
fn broken_yaml_is_explained_at_its_place() {
    for (text, expected) in [
        ("title: a: b\n", "a: b|`: ` inside a value looks like the end of another key -> \"a: b\""),
        ("x: 1\ntitle: a: b # why\n", "a: b|`: ` inside a value looks like the end of another key -> \"a: b\""),
        ("- a\n- b: c: d\n", "c: d|`: ` inside a value looks like the end of another key -> \"c: d\""),
        ("title: é: \"b\"\n", "é: \"b\"|`: ` inside a value looks like the end of another key -> 'é: \"b\"'"),
        ("\ttitle: a\n", "\t|a tab indents this line, but YAML allows only spaces -> "),
        ("a:\n\tb: c\n", "\t|a tab indents this line, but YAML allows only spaces ->   "),
        ("a: 1\n\tb: 2\n", "\t|a tab indents this line, but YAML allows only spaces ->   "),
        ("a: x\n b: c\n", "b: c|this key is indented deeper than the one before, which has a value already"),
        ("a: 1\ntitle\nb: 2\n", "title|this line is not `key: value`"),
        ("a: 1\ntitle:x\nb: 2\n", "title:x|this line is not `key: value` -> title: x"),
        ("a: @x\n", "@x|a value cannot begin with `@` -> \"@x\""),
        ("a: `x` y\n", "`x` y|a value cannot begin with ``` -> \"`x` y\""),
        ("a: %x\n", "%x|a value cannot begin with `%` -> \"%x\""),
        ("a: *nope\n", "*nope|a value that begins with `*` is read as an alias, and its anchor is missing -> \"*nope\""),
        ("a: - b\n", "- b|a list cannot begin on its key's own line -> \"- b\""),
        ("a: [Draft] x\n", "[Draft] x|something follows the end of the value -> \"[Draft] x\""),
        ("a: \"A\" or b\n", "\"A\" or b|something follows the closing quote -> '\"A\" or b'"),
        ("a: 'don't'\n", "'don't'|something follows the closing quote -> \"don't\""),
        ("a: \"C:\\q\"\n", "\"C:\\q\"|in double quotes a backslash begins an escape, and this is not one -> '\"C:\\q\"'"),
        ("a: 'x\nb: y\n", "'|the quote that opens here is not closed where it should be"),
        ("a: \"x\n", "\"|the quote that opens here is not closed where it should be"),
        ("a: [1, 2\nb: 3\n", "[|the bracket `[` is not closed where it should be"),
        ("a: {x: 1\n", "{|the bracket `{` is not closed where it should be"),
        ("a: x\u{7}y\n", "\u{7}|the control character U+0007 cannot stand here -> "),
        ("a: x\0y\n", "\0|the control character U+0000 cannot stand here -> "),
        (
            "a: {{ page.title }}\n",
            "{{ page.title }}|a value that begins with `{` is read as a map, and this one has no proper keys -> \"{{ page.title }}\"",
        ),
        ("? [a]\n: b\n", "? [a]|a key must be plain text, not a list or a map"),
        ("a: 1\nb: 2\na: 3\n", "a|the key `a` is given a second time"),
        ("a: 1\n---\nb: 2\n", "---|a second YAML document begins here"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "<<<<<<< HEAD|a merge left its conflict markers here"),
        ("a: &r [*r]\n", "*r|`*r` stands for something it is part of"),
    ] {
        assert_eq!(problems(text), [expected], "{text:?}");
        let lone_cr = text.replace('\n', "\r");
        assert_eq!(problems(&lone_cr), [expected], "{lone_cr:?}");
    }
}

#[test]
fn what_stands_whole_before_a_fault_is_kept() {
    assert_eq!(json("a: 1\nb: [x]\nc: d: e\nf: 2\n"), json!({"a": 1, "b": ["x"]}));
    assert_eq!(json("a: 1\na: 2\nb: 3\n"), json!({"a": 1, "b": 3}));
}

#[test]
fn hostile_yaml_is_refused_soon() {
    let deep = "[".repeat(100_000);
    let closed = format!("{deep}{}", "]".repeat(100_000));
    let maps = "{a: ".repeat(50_000);
    let blocks = (0..500).map(|depth| format!("{}a:", " ".repeat(depth))).collect::<Vec<_>>().join("\n");
    for text in [&deep, &closed, &maps, &blocks] {
        let found = problems(text);
        assert_eq!(found.len(), 1);
        assert!(found[0].ends_with("nested deeper than 64 levels"), "{}", found[0]);
    }
    // Nine levels of ten aliases each are a thousand million values; a chain of aliases nests deeper than any bracket.
    let levels = |of: fn(usize) -> String| (1..300).map(of).collect::<Vec<_>>().join("\n");
    let ten = |level: usize| format!("a{level}: &a{level} [{}]", vec![format!("*a{}", level - 1); 10].join(", "));
    let bomb = format!("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n{}\n", levels(ten));
    let chain = format!("a0: &a0 [x]\n{}\n", levels(|level| format!("a{level}: &a{level} [*a{}]", level - 1)));
    assert!(problems(&bomb)[0].ends_with("aliases stand for more than 10000 values"));
    assert!(problems(&chain)[0].ends_with("nested deeper than 64 levels"));
}

#[test]
fn quotes_keep_every_character() {
    for value in ["a: b", "it's: \"so\"", "C:\\x", "\"a\" or \"b\"", "'", "tab\there", "\u{85}\u{7f}", "é: ☺", "don't: \\ \" x"]
    {
        let text = format!("k: {}\n", quoted(value));
        assert_eq!(json(&text), json!({"k": value}), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_read_without_panic(text in "([a-c:é\\[\\]{}\"'|>&*!%@#,?~ \t\r\n-]|: |- |\n  |---\n|&a |\\*a |\\PC|[\\x00-\\x1f]){0,60}") {
        let document = read(&text, 0..text.len());
        for problem in &document.problems {
            prop_assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
            prop_assert!(!problem.help.is_empty() && !problem.message.ends_with('.'));
        }
        let mut nodes: Vec<&Node> = document.root.iter().collect();
        while let Some(node) = nodes.pop() {
            prop_assert!(text.get(node.span.clone()).is_some(), "{node:?}");
            match &node.content {
                Content::Scalar(_) => {}
                Content::Sequence(items) => nodes.extend(items),
                Content::Mapping(entries) => {
                    for entry in entries {
                        prop_assert!(text.get(entry.key_span.clone()).is_some(), "{entry:?}");
                        nodes.push(&entry.value);
                    }
                }
            }
        }
    }
}
