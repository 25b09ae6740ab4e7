use crate::journey::{NeedIndex, StageIndex};
use proptest::prelude::*;

use super::address::repository_url;
use super::*;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// The configuration of a valid text.
fn clean(text: &str) -> Config {
    let checked = read(text);
    assert_eq!(checked.diagnostics, [], "{text}");
    checked.value
}

/// Each problem as `the bytes it points at|message -> suggestion`.
fn problems(text: &str) -> Vec<String> {
    let show = |problem: Diagnostic| {
        assert_eq!(problem.code, Code::Config);
        let span = problem.span.clone().expect("problems of the configuration have a place");
        let suggestion = problem.suggestion().map(|text| format!(" -> {text}")).unwrap_or_default();
        assert!(problem.help.is_some_and(|help| !help.is_empty() && !help.ends_with('.')));
        format!("{}|{}{suggestion}", &text[span], problem.message)
    };
    read(text).diagnostics.into_iter().map(show).collect()
}

#[test]
fn nothing_is_needed() {
    for text in ["", "# only a comment\n", "title:\ntheme:\njourney: ~\nassign: []\n", "---\n"] {
        let config = clean(text);
        assert_eq!((&*config.output, &*config.language, config.page_limit), ("public", "en", 64_000_000));
        assert_eq!(*config.journey, Journey::default());
        assert_eq!(config.theme, ThemeConfig::default());
        assert!(!config.journey_is_configured);
        assert_eq!(config.kinds.iter().map(|kind| &**kind).collect::<Vec<_>>(), KINDS);
    }
}

#[test]
fn every_key_is_read() {
    let config = clean(
        r##"
title: Acme DevRel handbook
description: How we work with developers
url: https://acme.example/handbook
language: pt-BR
content: ./docs/
output: build/site
theme:
  name: paper
  accent: "#3F8"
  logo: /logo.svg
  favicon: icons/icon.svg
  footer: [{ title: Code of conduct, url: /conduct/ }]
  social: [{ title: Chat, url: "https://chat.example" }]
  options: { wide: true, version: 1.10 }
repository: { url: "https://github.com/acme/handbook.git", branch: trunk }
journey:
  stages:
    - attraction
    - { id: adoption, title: Building }
    - { id: after-care, summary: We stay. }
  arcs:
    - { from: hope, to: launch, stages: [attraction, adoption] }
    - { from: launch, to: hope, title: Back again, stages: [after-care] }
  needs: [autonomy, { id: fun, offers: [games] }]
  not_applicable: [{ stage: attraction, need: fun, reason: Nobody asked. }]
assign:
  - { paths: [tutorials/**], stage: adoption, needs: [fun, autonomy] }
  - { paths: about, stage: [] }
exclude: [drafts-of-2019/**, "*.tmp"]
external: [/api/]
checks: { all: warn, broken-link: deny, dead-end: warn }
kinds: [recipe]
page_limit: 512 kB
"##,
    );
    assert_eq!(config.title.as_deref(), Some("Acme DevRel handbook"));
    assert_eq!(config.url.as_deref(), Some("https://acme.example/handbook/"));
    assert_eq!((config.content.as_deref(), &*config.output), (Some("docs"), "build/site"));
    assert_eq!(config.theme.accent.as_deref(), Some("#33ff88"));
    assert_eq!((config.theme.logo.as_deref(), config.theme.favicon.as_deref()), (Some("logo.svg"), Some("icons/icon.svg")));
    assert_eq!(&*config.theme.footer[0].url, "/conduct/");
    assert_eq!(config.theme.options["version"], "1.10");
    let repository = config.repository.expect("there is one");
    assert_eq!((&*repository.url, &*repository.branch), ("https://github.com/acme/handbook", "trunk"));
    let journey = &config.journey;
    assert!(config.journey_is_configured);
    assert_eq!(journey.stages.iter().map(|stage| &*stage.title).collect::<Vec<_>>(), ["Attraction", "Building", "After care"]);
    assert_eq!(journey.stages[0].summary, Journey::default().stages[0].summary);
    assert_eq!(journey.arcs.iter().map(|arc| &*arc.title).collect::<Vec<_>>(), ["From hope to launch", "Back again"]);
    assert_eq!((&*journey.needs[1].title, &*journey.needs[1].offers[0]), ("Fun", "games"));
    assert_eq!((journey.not_applicable[0].stage, journey.not_applicable[0].need), (StageIndex(0), NeedIndex(1)));
    assert_eq!(config.assign[0].stages, Some(vec![StageIndex(1)]));
    assert_eq!(config.assign[0].needs, [NeedIndex(0), NeedIndex(1)]);
    assert_eq!(config.assign[1].stages, Some(Vec::new()));
    assert!(config.assign[0].globs.is_match("tutorials/a/b.md") && !config.assign[0].globs.is_match("x/tutorials/a.md"));
    assert!(config.assign[1].globs.is_match("about/team.md"));
    assert!(
        config.exclude.is_match("drafts-of-2019/x.md") && config.exclude.is_match("a.tmp") && !config.exclude.is_match("x/a.tmp")
    );
    assert_eq!(&*config.external[0], "/api/");
    assert_eq!(config.checks.severity(Code::BrokenLink), Some(Severity::Error));
    assert_eq!(config.checks.severity(Code::BrokenAnchor), Some(Severity::Warning));
    assert_eq!(config.checks.severity(Code::DeadEnd), Some(Severity::Warning));
    assert_eq!(&*config.kinds[0], "recipe");
    assert_eq!(config.page_limit, 512_000);
}

#[test]
fn places_lead_back_to_names_of_files() {
    let text = "content: docs\ntheme: { name: paper, logo: a.svg }\n";
    let places = clean(text).places;
    let at = |place: Option<Range<usize>>| place.map(|span| &text[span]);
    assert_eq!((at(places.content), at(places.theme), at(places.logo)), (Some("docs"), Some("paper"), Some("a.svg")));
}

#[test]
fn short_forms() {
    assert_eq!(&*clean("theme: paper").theme.name, "paper");
    assert_eq!(
        &*clean("repository: git@github.com:acme/handbook.git").repository.expect("there is one").url,
        "https://github.com/acme/handbook"
    );
    assert_eq!(clean("content: .").content.as_deref(), Some(""));
    assert_eq!(clean("journey: { stages: [] }\n".replace("[]", "[one]").as_str()).journey.arcs, []);
}

#[test]
fn arcs_stay_while_they_fit() {
    let retitled = "journey:\n  stages: [{id: attraction, title: Spark}, awareness, assessment, adoption, activation, application, advocacy]";
    let journey = clean(retitled).journey;
    assert_eq!(&*journey.stages[0].title, "Spark");
    assert_eq!(journey.arcs, Journey::default().arcs);
    assert_eq!(clean("journey: { stages: [awareness, attraction] }").journey.arcs, []);
    assert_eq!(clean("journey: { needs: [] }").journey.needs, []);
}

#[test]
fn sizes() {
    for (written, bytes) in
        [("64MB", 64_000_000), ("512kB", 512_000), ("1 MiB", 1_048_576), ("1000", 1000), ("2gb", 2_000_000_000)]
    {
        assert_eq!(clean(&format!("page_limit: {written}")).page_limit, bytes);
    }
}

#[test]
fn repository_addresses_are_those_of_the_web() {
    for (written, url) in [
        ("https://github.com/acme/handbook", "https://github.com/acme/handbook"),
        ("https://github.com/acme/handbook/", "https://github.com/acme/handbook"),
        ("git@github.com:acme/handbook.git", "https://github.com/acme/handbook"),
        ("ssh://git@git.acme.example:2222/a/b.git", "https://git.acme.example/a/b"),
        ("git://git.acme.example/a", "https://git.acme.example/a"),
        ("http://localhost:3000/a/b", "http://localhost:3000/a/b"),
        ("https://[::1]:3000/a", "https://[::1]:3000/a"),
    ] {
        assert_eq!(repository_url(written), Ok(url.to_owned()), "{written}");
    }
    for written in [
        "",
        "acme/handbook",
        "/srv/git/a.git",
        "file:///srv/a",
        "ssh://host",
        "https://",
        "https://a b/c",
        "https://u:p@host/a",
        "https://host:99999/a",
        "C:\\x",
        "é://",
        "https://é.example/",
    ] {
        assert!(repository_url(written).is_err(), "{written}");
    }
}

#[test]
fn faults_are_reported_at_their_place() {
    for (text, expected) in [
        ("titel: x", "titel|`handbook.yaml` has no key `titel` -> title"),
        ("zzz: x", "zzz|`handbook.yaml` has no key `zzz`"),
        ("title: [a]", "[a]|`title` must be text, not a list"),
        ("title: a\ntitle: b", "title|the key `title` is given a second time"),
        ("title: a: b", "a: b|`: ` inside a value looks like the end of another key -> \"a: b\""),
        ("- a", "- a|`handbook.yaml` must be a map of keys, not a list"),
        ("just text", "just text|`handbook.yaml` must be a map of keys, not text"),
        ("url: acme.example", "acme.example|the address `acme.example` does not begin with `https://` or `http://`"),
        (
            "url: ftp://acme.example/",
            "ftp://acme.example/|the address `ftp://acme.example/` does not begin with `https://` or `http://`",
        ),
        (
            "url: https://a.example/?x",
            "https://a.example/?x|the address `https://a.example/?x` has a query or a fragment, and a site cannot live behind one",
        ),
        (
            "url: https:///x",
            "https:///x|the address `https:///x` names no proper host (a name in other letters than a to z is written as `xn--…`)",
        ),
        ("language: en_GB", "en_GB|`en_GB` is not a language tag -> en-GB"),
        ("language: e", "e|`e` is not a language tag"),
        ("content: ../x", "../x|`content: ../x` leaves the project folder"),
        ("content: /x", "/x|`content: /x` is not relative to the project folder"),
        ("content: C:/x", "C:/x|`content: C:/x` is not relative to the project folder"),
        ("content: a\\b", "a\\b|`content: a\\b` contains a backslash -> a/b"),
        ("output: .", ".|the output folder cannot be the project folder"),
        ("output: ~/x", "~/x|`output: ~/x` is not relative to the project folder"),
        ("theme: { nmae: x }", "nmae|`theme` has no key `nmae` -> name"),
        ("theme: ../x", "../x|`../x` is not the name of a theme"),
        ("theme: { name: .. }", "..|`..` is not the name of a theme"),
        ("theme: { accent: red }", "red|`red` is not a colour"),
        ("theme: { accent: 3f3a8c }", "3f3a8c|`3f3a8c` is not a colour -> \"#3f3a8c\""),
        ("theme: { accent: '#12' }", "'#12'|`#12` is not a colour"),
        ("theme: { logo: ../../x.svg }", "../../x.svg|`logo: ../../x.svg` leaves the project folder"),
        (
            "theme: { logo: https://x.example/a.svg }",
            "https://x.example/a.svg|`logo: https://x.example/a.svg` is on another site",
        ),
        ("theme: { footer: [{ title: A }] }", "{ title: A }|this link has no `url`"),
        ("theme: { footer: [{ title: A, url: 'javascript:x' }] }", "'javascript:x'|`javascript:x` is not an address for a link"),
        ("theme: { social: [https://x.example] }", "https://x.example|an item of `social` is a title and an address, not text"),
        ("repository: { branch: main }", "{ branch: main }|the repository has no `url`"),
        (
            "repository: acme/handbook",
            "acme/handbook|the repository's address `acme/handbook` does not begin with `https://` or `http://`",
        ),
        ("repository: { url: https://a.example/b, branch: a b }", "a b|`a b` is not a branch"),
        ("exclude: ['a[']", "'a['|the glob `a[` is broken: unclosed character class; missing ']'"),
        ("exclude: [../x]", "../x|the glob `../x` does not start inside the content folder"),
        ("exclude: [/x/**]", "/x/**|the glob `/x/**` does not start inside the content folder -> x/**"),
        ("external: [api/]", "api/|the prefix `api/` does not begin with one slash -> /api/"),
        ("external: [/]", "/|the prefix `/` would stand for every address of this site"),
        ("checks: { broken-lnik: warn }", "broken-lnik|there is no check `broken-lnik` -> broken-link"),
        ("checks: { config: warn }", "config|the level of `config` cannot be changed"),
        ("checks: { broken-link: warning }", "warning|`warning` is not a level -> warn"),
        ("checks: { broken-link: 3 }", "3|`3` is not a level"),
        ("checks: [a]", "[a]|`checks` must be a map of keys, not a list"),
        ("external_links: { skip: ['a['] }", "'a['|the glob `a[` is broken: unclosed character class; missing ']'"),
        ("external_links: { timeout: soon }", "soon|`soon` is not a time to wait"),
        ("external_links: { timeout: 0 }", "0|`0` is not a time to wait"),
        ("external_links: { timeout: 9m }", "9m|`9m` is not a time to wait"),
        ("page_limit: lots", "lots|`lots` is not a size"),
        ("page_limit: 0", "0|`0` is not a size"),
        ("page_limit: 99999999999GB", "99999999999GB|`99999999999GB` is not a size"),
        ("kinds: [a, {b: c}]", "{b: c}|`kinds` must be text, not a map"),
        ("assign: [{ paths: [a/**], stage: adopton }]", "adopton|the journey has no stage `adopton` -> adoption"),
        ("assign: [{ paths: [a/**], needs: [fun] }]", "fun|the journey has no need `fun`"),
        ("assign:\n  - stage: adoption\n    needs: [autonomy]\n", "stage: adoption|this entry names no `paths`"),
        ("assign: [{ stage: adoption }]", "{ stage: adoption }|this entry names no `paths`"),
        ("assign: [{ paths: [a/**] }]", "{ paths: [a/**] }|this entry gives nothing to its pages"),
        ("assign: x", "x|an entry of `assign` is a map, not text"),
        ("journey: x", "x|`x` is not a journey"),
        ("journey: { stages: [a, b, a] }", "a|two stages have the id `a`"),
        (
            "journey: { stages: [After Care] }",
            "After Care|the id `After Care` is not made of lower-case letters and digits joined by single hyphens -> after-care",
        ),
        ("journey: { stages: [map, a] }", "map|the id `map` is reserved, since something else answers at its address"),
        ("journey: { stages: [{ title: x }] }", "{ title: x }|this stage has no `id`"),
        ("journey: { stages: [] }", "[]|a journey has at least one stage"),
        ("journey: { needs: [{ id: a, sumary: x }] }", "sumary|`need` has no key `sumary` -> summary"),
        ("journey: { not_applicable: [{ stage: x, need: tutoring, reason: y }] }", "x|the journey has no stage `x`"),
        (
            "journey: { not_applicable: [{ stage: adoption, need: tutoring }] }",
            "{ stage: adoption, need: tutoring }|this entry has no `reason`",
        ),
        (
            "journey: { stages: [a, b], arcs: [{ from: x, to: y, stages: [b, a] }, { from: y, to: x, stages: [b] }] }",
            "b|the stage `b` stands where `a` is next",
        ),
        ("journey: { stages: [a, b], arcs: [{ from: x, to: x, stages: [a] }] }", "a|no arc holds the stage `b`"),
        ("journey: { stages: [a], arcs: [{ from: x, to: x, stages: [a, a] }] }", "a|the stage `a` stands in an arc already"),
        (
            "journey: { stages: [a], arcs: [{ from: x, to: y, stages: [a] }] }",
            "y|this arc leads to `y`, and the next one sets out from `x` -> x",
        ),
        ("journey: { stages: [a], arcs: [{ to: y, stages: [a] }] }", "{ to: y, stages: [a] }|this arc has no `from`"),
    ] {
        assert_eq!(problems(text), [expected], "{text}");
    }
}

#[test]
fn all_faults_are_reported_in_one_run() {
    let text = "titel: x\nurl: x\npage_limit: x\ncontent: /x\njourney:\n  stages: [a, A]\n  arcs: [{from: x}]\nchecks: {x: y}\nassign:\n  - {paths: [a], stage: b}\n";
    assert_eq!(problems(text).len(), 7, "{:#?}", problems(text));
}

#[test]
fn hostile_globs_are_refused() {
    let braces = format!("exclude: ['{}']", "{a,".repeat(300));
    let long = format!("exclude: ['{}']", "a".repeat(100_000));
    let many = format!("exclude:\n{}", "- 'a/**/b*c?[d-f]/**'\n".repeat(2_000));
    for text in [braces, long] {
        assert!(problems(&text)[0].contains("this glob is longer than 1000 bytes or its braces are nested deeper than 8"));
    }
    assert_eq!(clean(&many).exclude_globs.len(), 2_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_read_without_panic(
        lines in prop::collection::vec(
            "(title|url|language|content|output|theme|repository|journey|assign|exclude|external|checks|kinds|page_limit): \
             ([a-z/:.#\\[\\]{}*,\" -]{0,20}|\\{ (name|url|stages|arcs|needs|paths|stage): [\\[a-z, \\]]{0,10} \\}|\\PC{0,10})",
            0..6,
        )
    ) {
        let text = lines.join("\n");
        for problem in read(&text).diagnostics {
            prop_assert!(problem.span.is_some_and(|span| text.get(span).is_some()));
        }
    }

    #[test]
    fn any_address_is_checked_without_panic(text in "(https://|git@|ssh://)?\\PC{0,20}") {
        let _ = (site_url(&text), repository_url(&text));
    }
}
