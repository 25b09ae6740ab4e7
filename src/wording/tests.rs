use super::Wording;
use crate::config;

/// The findings in a page with these rules: the text, and its replacement.
fn found(words: &str, page: &str) -> Vec<(String, Option<String>)> {
    let read = config::read(&format!("words: {words}\n"));
    assert_eq!(read.diagnostics, vec![], "{words}");
    let body = crate::parse::front_matter::body(page);
    let wording = Wording::new(&read.value.words).expect("rules");
    let faults = wording.faults(&"a.md".into(), page, body);
    faults.into_iter().map(|fault| (page[fault.span.expect("a place")].to_owned(), fault.fix.map(|fix| fix.text))).collect()
}

#[test]
fn words_are_found_where_a_page_speaks_itself() {
    let rule = "{ avoid: touch base, use: talk }";
    for (page, expected) in [
        ("We touch base on Mondays.", &["touch base"][..]),
        ("# Touch base\n\n| Touch base |\n| --- |\n| a |\n", &["Touch base", "Touch base"]),
        ("We touch\nbase, and touch **base**.", &["touch\nbase", "touch **base"]),
        ("---\ntitle: Touch base weekly\ndescription: \"We touch base\"\n---\nHello.", &["Touch base", "touch base"]),
        ("> [!NOTE]\n> We touch base.", &["touch base"]),
        ("- touch base\n- touch\n- base", &["touch base"]),
        ("touch \\\nbase &amp; t&#111;uch base", &["touch \\\nbase", "t&#111;uch base"]),
        // Left alone.
        ("We `touch base`, [touch base](b.md), ![touch base](c.png) and <code>touch base</code>.", &[]),
        ("```\ntouch base\n```\n\n    touch base\n\n> touch base\n\nA <q>touch base</q>.", &[]),
        ("She said “touch base”, \"touch base\", «touch base».", &[]),
        ("<blockquote>\n\ntouch base\n\n</blockquote>\n\n<!-- touch base -->", &[]),
        ("retouch base, touch bases, touch `x` base", &[]),
        // Marks that do not open a quotation hide nothing.
        ("A 5\" disk: touch base, not 3\".", &["touch base"]),
    ] {
        let found = found(rule, page);
        assert_eq!(found.iter().map(|(written, _)| &**written).collect::<Vec<_>>(), expected, "{page}");
    }
}

#[test]
fn fixes_keep_the_case_and_what_is_marked_up() {
    let both = "[{ avoid: touch base, use: [talk, meet] }, { avoid: github, use: GitHub }, { avoid: a lot }]";
    for (page, fix) in [
        ("touch base", Some("talk")),
        ("Touch base", Some("Talk")),
        ("TOUCH BASE", Some("TALK")),
        ("touch\nbase", Some("talk")),
        ("touch **base**", None),
        ("Github", Some("GitHub")),
        ("a lot", None),
    ] {
        assert_eq!(found(both, page), [(page.trim_end_matches("**").to_owned(), fix.map(str::to_owned))], "{page}");
    }
    assert_eq!(found(both, "GitHub"), [], "what is to be written is right");
}

#[test]
fn exceptions_case_and_the_longest_phrase_decide() {
    for (words, page, expected) in [
        (
            "{ avoid: master, except: [master class, a master of] }",
            "A master class, a master of arts, a master.",
            &["master"][..],
        ),
        ("{ avoid: Docs, case: true }", "Docs docs DOCS", &["Docs"]),
        ("[{ avoid: touch }, { avoid: touch base }]", "touch base, touch", &["touch base", "touch"]),
        ("{ avoid: don't }", "Don’t and don't", &["Don’t", "don't"]),
        ("{ avoid: 触达 }", "我们触达用户", &["触达"]),
        ("inclusive", "The White-list.", &["White-list"]),
    ] {
        let found = found(words, page);
        assert_eq!(found.iter().map(|(written, _)| &**written).collect::<Vec<_>>(), expected, "{words}: {page}");
    }
}
