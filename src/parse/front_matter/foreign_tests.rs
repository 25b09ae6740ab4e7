//! Front matter of other generators: blocks in other places and forms, and keys that decide publication.

use super::tests::{clean, front_matter, problems};
use crate::diagnostic::Code;

#[test]
fn a_block_that_is_not_first_is_told_and_counts() {
    for (text, message) in [
        ("\n---\ndraft: true\n---\nText.\n", "front matter has to begin on the first line"),
        (
            "<!-- Licence\nof two lines -->\r\n\r\n---\r\ntitle: A\r\ndraft: true\r\n---\r\nText.\n",
            "front matter has to begin on the first line",
        ),
        ("[//]: # (a note)\n\n---\ndraft: true\n---\nText.\n", "front matter has to begin on the first line"),
        ("----\ntitle: A\ndraft: true\n----\nText.\n", "front matter stands between two lines of three hyphens"),
        ("--\ntitle: A\ndraft: true\n--\nText.\n", "front matter stands between two lines of three hyphens"),
        ("—\ntitle: A\ndraft: true\n—\nText.\n", "front matter stands between two lines of three hyphens"),
        ("{\n  \"title\": \"A\",\n  \"draft\": true\n}\nText.\n", "`{` opens JSON front matter, and only YAML is read"),
        ("\n{ \"tags\": [1], \"draft\": true }\nText.\n", "`{` opens JSON front matter, and only YAML is read"),
        ("+++\ntitle = \"A\"\ndraft = true\n+++\nText.\n", "`+++` opens TOML front matter, and only YAML is read"),
        ("\n+++\ndraft = true\n+++\nText.\n", "`+++` opens TOML front matter, and only YAML is read"),
        ("+++\n[build]\nrender = \"never\"\n+++\nText.\n", "`+++` opens TOML front matter, and only YAML is read"),
        ("+++\ntitle = A\nheadless = true # yet\n+++\nText.\n", "`+++` opens TOML front matter, and only YAML is read"),
        ("{\n  \"published\": false,\n  \"title\": \"A\"\n}\nText.\n", "`{` opens JSON front matter, and only YAML is read"),
        (" ---\ntitle: A\ndraft: true\n ---\nText.\n", "front matter stands between two lines of three hyphens"),
        ("---yaml\ndraft: true\n---\nText.\n", "front matter stands between two lines of three hyphens"),
        ("---json\n{ \"draft\": true }\n---\nText.\n", "front matter stands between two lines of three hyphens"),
        (";;;\n{\n  \"draft\": true\n}\n;;;\nText.\n", "front matter stands between two lines of three hyphens"),
        ("***\npublished: false\n***\nText.\n", "front matter stands between two lines of three hyphens"),
        ("%% for us %%\n---\ndraft: true\n---\nText.\n", "front matter has to begin on the first line"),
        ("{% include head.html %}\n\n---\ndraft: true\n---\nText.\n", "front matter has to begin on the first line"),
        ("# A\n\n---\ntitle: A\ndraft: true\n---\nText.\n", "front matter has to begin on the first line"),
        ("// A note to editors\n---\ndraft: true\n---\nText.\n", "front matter has to begin on the first line"),
        ("%YAML 1.2\n---\ntitle: A\ndraft: true\n---\nText.\n", "front matter has to begin on the first line"),
        ("Title: A talk\nDraft: true\n\nText.\n", "these keys are text here, since no `---` stands above them"),
        ("published: false\n\nText.\n", "these keys are text here, since no `---` stands above them"),
    ] {
        let page = crate::parse::parse(&"a.md".into(), text.as_bytes());
        let faults = page.diagnostics.iter().filter(|fault| fault.code == Code::FrontMatter);
        let messages: Vec<&str> = faults.map(|fault| &*fault.message).collect();
        assert_eq!((messages.as_slice(), page.value.front_matter.draft), (&[message][..], true), "{text}");
        assert_eq!(text[page.value.body..].trim(), "Text.", "{text}");
    }
    for text in [
        "Owner: the team\nReviewed: in spring\n\nText.\n",
        "Note: a word first\nand prose, draft: true\n\nText.\n",
        "\n---\n\ntitle: this is prose about a title\n\nand more\n\n---\n",
        "# A\n\n---\ntitle: x\n---\n",
        "<!-- a --> ---\ntitle: x\n---\n",
        "----\nA heading\n----\n",
        "----\ntitle: x\n---\n",
        "***\nIn short: draft: true\nis a key\n***\n",
        "--- x\ntitle: x\n---\n",
        "# A\n\n---\ndraft: true\n\n---\n",
        "\n---\nanswer: 42\n---\n",
        "{\n  \"answer\": 42\n}\n",
        "{title: the words in braces}\n",
        "<!-- a -->\nText.\n\n---\ntitle: x\n---\n",
        "-- \nOrder: of the day\nand prose\n--\n",
        "<!-- never closed\n---\ntitle: x\n---\n",
    ] {
        let found = crate::parse::front_matter::place(text);
        assert_eq!(found, crate::parse::front_matter::Block::Absent, "{text}");
    }
}

#[test]
fn keys_that_keep_a_page_out_elsewhere_make_it_a_draft() {
    for key in [
        "published: false",
        "published: no",
        "publish: false",
        "public: False",
        "dg-publish: false",
        "render: false",
        "routable: false",
        "permalink: false",
        "Draft: true",
        "isDraft: true",
        "headless: true",
        "build: { render: never }",
        "_build:\n  render: link\n  list: never",
    ] {
        let text = format!("---\n{key}\n---\nText.\n");
        let found = front_matter(&text);
        assert_eq!(found.diagnostics.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::ForeignDraft], "{key}");
        assert!(found.value.0.draft && found.value.0.extra.len() == 1, "{key}");
        let said = front_matter(&format!("---\ndraft: true\n{key}\n---\nText.\n"));
        assert_eq!((said.diagnostics.len(), said.value.0.draft), (0, true), "{key}");
    }
    for key in
        ["published: 2021-03-04", "published: true", "publish: later", "build: 7", "permalink: true", "headless: false", "x: no"]
    {
        assert!(!clean(key).draft, "{key}");
    }
}

#[test]
fn a_fault_does_not_publish_a_draft() {
    for text in [
        "---\ntitle: [a\ndraft: true\n---\nText.\n",
        "---\ntitle: \"a\" b\npublished: false\n---\nText.\n",
        "---\ntitle: a\n\tx: 1\nheadless: true # for now\n---\nText.\n",
    ] {
        let found = front_matter(text);
        assert!(found.value.0.draft && found.diagnostics.iter().any(|problem| problem.code == Code::FrontMatter), "{text}");
    }
}

#[test]
fn keys_that_hide_a_page_elsewhere_are_told_unless_a_key_of_ours_says_the_same() {
    for (key, ours) in [
        ("hidden: true", "unlisted: true"),
        ("nav_exclude: true", "unlisted: true"),
        ("eleventyExcludeFromCollections: true", "unlisted: true"),
        ("build: { list: never }", "unlisted: true"),
        ("sidebar: { hidden: true }", "unlisted: true"),
        ("robots: noindex, nofollow", "unlisted: true"),
        ("search_exclude: yes", "search: false"),
        ("pagefind: false", "search: false"),
        ("private: true", "audience: internal"),
        ("visibility: Private", "audience: internal"),
        ("password: sesame", "draft: true"),
    ] {
        let found = problems(&format!("---\n{key}\n---\nText.\n"));
        assert!(
            matches!(&found[..], [problem] if problem.starts_with("foreign-key|") && !problem.contains("sesame")),
            "{key}: {found:?}"
        );
        clean(&format!("{key}\n{ours}"));
    }
    for key in ["cascade: { draft: true }", "cascade: [{ _target: { path: /x }, build: { render: never } }]"] {
        assert!(problems(&format!("---\n{key}\n---\n"))[0].ends_with("the pages below are published"), "{key}");
    }
    for key in ["hidden: false", "visibility: public", "password: ''", "sidebar: left", "cascade: { type: docs }", "hide: [toc]"]
    {
        clean(key);
    }
}
