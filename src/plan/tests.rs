use crate::fixture::WholeSite;

/// The outputs that are content or in `only`, without the theme's files.
fn content(whole: &WholeSite) -> Vec<String> {
    whole.outputs().into_iter().filter(|output| output.contains(" < ") && !output.ends_with("< the theme")).collect()
}

#[test]
fn every_path_of_a_small_site() {
    let whole = WholeSite::clean(
        "//- content/index.md
# Home

[Labs](adoption/labs.md) and ![a map](map.png).
//- content/map.png
x
//- content/adoption/labs.md
---
aliases: [old/labs, /gone.html, Laboratory]
---
# Labs

Here.
//- content/talks/2026/one.md
# One

Talk.
",
    );
    let expected = [
        "adoption/labs/index.html < adoption/labs.md",
        "gone.html < -> adoption/labs.md",
        "index.html < index.md",
        "map.png < map.png",
        "old/labs/index.html < -> adoption/labs.md",
        "talks/2026/one/index.html < talks/2026/one.md",
    ];
    assert_eq!(content(&whole), expected);
    let outputs = whole.outputs();
    for stage in ["attraction", "awareness", "assessment", "adoption", "activation", "application", "advocacy"] {
        assert!(outputs.contains(&format!("{stage}/index.html")), "{stage}");
    }
    for generated in ["map/index.html", "talks/index.html", "talks/2026/index.html", "404.html", ".nojekyll", "urls.json"] {
        assert!(outputs.contains(&generated.to_owned()), "{generated}");
    }
    assert!(outputs.contains(&"theme/style.css < the theme".to_owned()));
}

#[test]
fn what_is_generated_yields_to_what_somebody_wrote() {
    let whole = WholeSite::clean(
        "//- content/index.md
# Home

Hi.
//- content/adoption.md
# Building

Here.
//- content/map.md
# Our map

Own.
//- content/404.html
Own
//- content/urls.json
[]
//- content/old.md
---
aliases: [attraction/]
---
# Old

Redirected to from a stage's address.
",
    );
    let expected = [
        "404.html < 404.html",
        "adoption/index.html < adoption.md",
        "attraction/index.html < -> old.md",
        "index.html < index.md",
        "map/index.html < map.md",
        "old/index.html < old.md",
        "urls.json < urls.json",
    ];
    assert_eq!(content(&whole), expected);
}

#[test]
fn without_stages_there_is_neither_journey_nor_map() {
    let whole = WholeSite::clean("//- content/a.md\n# A\n\nB.\n");
    assert!(!whole.outputs().iter().any(|output| output.starts_with("map") || output.starts_with("adoption")));
    let configured = WholeSite::clean("//- handbook.yaml\njourney: { stages: [one], needs: [] }\n//- content/a.md\n# A\n\nB.\n");
    let outputs = configured.outputs();
    assert!(outputs.contains(&"one/index.html".to_owned()) && !outputs.iter().any(|output| output.starts_with("map")));
}

#[test]
fn a_bare_folder_publishes_only_the_files_that_pages_or_the_theme_refer_to() {
    let whole = WholeSite::clean(
        "//- handbook.yaml
theme: { logo: logo.svg }
//- a.md
# A

[The slides](slides.pdf)
//- slides.pdf
x
//- logo.svg
x
//- src/main.rs
x
",
    );
    assert_eq!(content(&whole), ["a/index.html < a.md", "logo.svg < logo.svg", "slides.pdf < slides.pdf"]);
}

/// Only the plan knows which files are published.
#[test]
fn a_bare_folder_publishes_no_name_that_some_system_cannot_hold() {
    let whole =
        WholeSite::parse("//- a.md\n# A\n\n[b](aux.pdf) [c](con/x.pdf)\n//- aux.pdf\nx\n//- con/x.pdf\nx\n//- nul.txt\nx\n");
    let expected = [
        "unportable-name aux.pdf||not every system can hold the file name `aux.pdf`: Windows keeps that name for a device",
        "unportable-name con||not every system can hold the folder name `con`: Windows keeps that name for a device",
    ];
    assert_eq!(whole.problems(), expected);
}

#[test]
fn two_for_one_path_are_told_with_both_names() {
    const TEXT: &str = "# A\n\nB.\n";
    for (files, expected) in [
        (
            &["a.md", "a.markdown"][..],
            "duplicate-url content/a.md||the page `a.md` and the page `a.markdown` both have the address `/a/`",
        ),
        (
            &["labs.md", "labs/index.md"],
            "duplicate-url content/labs.md||the page `labs.md` and the page `labs/index.md` both have the address `/labs/`",
        ),
        (
            &["labs.md", "labs/readme.md"],
            "duplicate-url content/labs.md||the page `labs.md` and the page `labs/readme.md` both have the address `/labs/`",
        ),
        (
            &["a.md", "a/index.html"],
            "duplicate-url content/a/index.html||the file `a/index.html` and the page `a.md` both have the address `/a/`",
        ),
        (
            &["Labs.md", "labs.md"],
            "duplicate-url content/labs.md||the page `labs.md` and the page `Labs.md` have addresses that differ only by case or \
             normal form: `Labs/index.html` and `labs/index.html`",
        ),
        (
            &["a.md", "strasse.png", "Strasse.png"],
            "duplicate-url content/strasse.png||the file `strasse.png` and the file `Strasse.png` have addresses that differ only by \
             case or normal form: `Strasse.png` and `strasse.png`",
        ),
        (
            &["Ünder.md", "U\u{308}nder.markdown"],
            "duplicate-url content/Ünder.md||the page `Ünder.md` and the page `U\u{308}nder.markdown` both have the address `/Ünder/`",
        ),
        (
            &["a.md", "theme/style.css"],
            "duplicate-url ||the theme's file `style.css` and the file `theme/style.css` both have the address `/theme/style.css`",
        ),
        (&["labs", "labs/a.md"], "duplicate-url content/labs||the file `labs` stands where the page `labs/a.md` needs a folder"),
    ] {
        let text: String = files.iter().map(|path| format!("//- content/{path}\n{TEXT}")).collect();
        let problems = WholeSite::parse(&text).problems();
        assert!(problems.contains(&expected.to_owned()), "{files:?}: {problems:#?}");
    }
}

#[test]
fn an_alias_is_told_when_something_stands_at_its_address() {
    for (alias, other, expected) in [
        ("/b/", "b.md", "/b/|the alias `/b/` of `a.md` and the page `b.md` both have the address `/b/`"),
        (
            "old/x",
            "old/X.md",
            "old/x|the alias `old/x` of `a.md` and the page `old/X.md` have addresses that differ only by case",
        ),
        (
            "/b/map.html",
            "b/map.html",
            "/b/map.html|the alias `/b/map.html` of `a.md` and the file `b/map.html` both have the address `/b/map.html`",
        ),
    ] {
        let text = format!("//- content/a.md\n---\naliases: [{alias}]\n---\n# A\n\nB.\n//- content/{other}\n# B\n\nC.\n");
        let problems = WholeSite::parse(&text).problems();
        let expected = format!("duplicate-url content/a.md|{expected}");
        assert!(problems.len() == 1 && problems[0].starts_with(&expected), "{problems:#?}");
    }
    let two = WholeSite::parse(
        "//- content/a.md\n---\naliases: [x/]\n---\n# A\n\nB.\n//- content/b.md\n---\naliases: [/x]\n---\n# B\n\nC.\n",
    );
    let expected =
        "duplicate-url content/b.md|/x|the alias `/x` of `b.md` and the alias `x/` of `a.md` both have the address `/x/`";
    assert_eq!(two.problems(), [expected]);
}

#[test]
fn addresses_of_aliases() {
    for (alias, address) in [
        ("old/labs", "old/labs/"),
        ("/old/labs/", "old/labs/"),
        ("/old/labs.html", "old/labs.html"),
        ("/", ""),
        ("v1.2/labs", "v1.2/labs/"),
        // A file with that name would be sent as a download.
        ("labs/v1.2", "labs/v1.2/"),
        ("old.PHP/", "old.PHP/"),
        ("/with%20space/", "with space/"),
        ("/C%23/caf%C3%A9", "C#/café/"),
        ("/cafe\u{301}/", "café/"),
    ] {
        assert_eq!(crate::index::redirect_address(alias).as_str(), address, "{alias}");
    }
}

#[test]
fn a_draft_is_in_no_output_and_in_nobodys_way() {
    let whole = WholeSite::clean(
        "//- content/a.md\n# A\n\nB.\n//- content/a/index.md\n---\ndraft: true\n---\n# A\n\nLater.\n//- content/old/x.md\n---\ndraft: true\naliases: [/a/]\n---\n# X\n\nLater.\n",
    );
    assert_eq!(content(&whole), ["a/index.html < a.md"]);
}

/// What `theme:` names, with the place in `handbook.yaml`.
#[test]
fn what_the_configuration_names_for_the_theme_is_there() {
    const CONTENT: &str = "//- content/index.md
# Home

Hi.
//- content/handbook/conduct.md
---
aliases: [/rules/]
---
# Conduct

Be kind.
//- content/soon.md
---
draft: true
---
# Soon

Later.
//- content/adoption/labs.md
# Labs

Here.
//- content/img/logo.svg
x
//- content/Ünder.svg
x
";
    for (theme, expected) in [
        ("{ logo: img/logo.svg, favicon: /img/logo.svg }", None),
        ("{ logo: \"U\u{308}nder.svg\" }", None),
        ("{ logo: img/lgoo.svg }", Some("img/lgoo.svg|`logo: img/lgoo.svg` names no file in `content/` -> img/logo.svg")),
        ("{ favicon: favicon.ico }", Some("favicon.ico|`favicon: favicon.ico` names no file in `content/`")),
        ("{ logo: index.md }", Some("index.md|`logo: index.md` names a page, and no page is a picture")),
        ("{ footer: [{ title: A, url: /handbook/conduct/ }, { title: B, url: /handbook/conduct/?x#be-kind }] }", None),
        (
            "{ footer: [{ title: A, url: / }, { title: B, url: /rules/ }, { title: C, url: /adoption/ }, { title: D, url: /map/ }] }",
            None,
        ),
        (
            "{ footer: [{ title: A, url: /img/logo.svg }, { title: B, url: /handbook/ }, { title: C, url: /%C3%9Cnder.svg }] }",
            None,
        ),
        ("{ social: [{ title: A, url: https://chat.example/nowhere }, { title: B, url: mailto:a@b.example }] }", None),
        ("{ footer: [{ title: A, url: /api/v1 }] }", None),
        (
            "{ footer: [{ title: A, url: '/handbook/condcut/#be-kind' }] }",
            Some(
                "'/handbook/condcut/#be-kind'|the site has no address `/handbook/condcut/#be-kind` -> /handbook/conduct/#be-kind",
            ),
        ),
        (
            "{ footer: [{ title: A, url: /handbook/conduct.md }] }",
            Some("/handbook/conduct.md|the site has no address `/handbook/conduct.md` -> /handbook/conduct/"),
        ),
        (
            "{ social: [{ title: A, url: /handbook/conduct }] }",
            Some("/handbook/conduct|the site has no address `/handbook/conduct` -> /handbook/conduct/"),
        ),
        ("{ footer: [{ title: A, url: /../x }] }", Some("/../x|the site has no address `/../x`")),
        (
            "{ footer: [{ title: A, url: /soon/ }] }",
            Some("/soon/|`/soon/` is the address of a draft, `soon.md`, which is not built"),
        ),
        ("{ options: { arrow_keys: false } }", None),
        ("{ options: { arrow_keys: } }", None),
        ("{ options: { arow_keys: false } }", Some("arow_keys|the theme has no option `arow_keys` -> arrow_keys")),
        ("{ options: { previews: no } }", Some("no|the option `previews` must be `true` or `false`, not the text `no` -> false")),
        ("{ name: papre, options: { x: 1 } }", Some("papre|there is no theme `papre`")),
        ("defualt", Some("defualt|there is no theme `defualt` -> default")),
    ] {
        let whole = WholeSite::parse(&format!("//- handbook.yaml\nexternal: [/api/]\ntheme: {theme}\n{CONTENT}"));
        let expected: Vec<String> = expected
            .into_iter()
            .map(|problem| {
                let code = if problem.contains("address") { "broken-link" } else { "config" };
                format!("{code} handbook.yaml|{problem}")
            })
            .collect();
        assert_eq!(whole.problems(), expected, "{theme}");
    }
}

#[test]
fn every_suggestion_for_the_theme_fixes_it() {
    const CONTENT: &str = "//- content/index.md\n# Home\n\nHi.\n//- content/a b/über.md\n# A\n\nB.\n//- content/logo.svg\nx\n";
    for theme in [
        "{ logo: Logo.svg }",
        "{ footer: [{ title: A, url: /a%20b/uber/ }] }",
        "{ footer: [{ title: A, url: /a%20b/über.md }] }",
        "{ options: { Previews: true } }",
        "{ options: { previews: \"on\" } }",
    ] {
        let mut config = format!("theme: {theme}\n");
        let whole = WholeSite::parse(&format!("//- handbook.yaml\n{config}{CONTENT}"));
        let problem = &whole.diagnostics[0];
        let span = problem.span.clone().expect("it has a place");
        config.replace_range(span, problem.suggestion().unwrap_or_else(|| panic!("{problem:?}")));
        WholeSite::clean(&format!("//- handbook.yaml\n{config}{CONTENT}"));
    }
}
