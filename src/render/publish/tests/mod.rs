//! Whole small handbooks, published without a disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fixture::Handbook as Fixture;
use crate::generated::Generated;
use crate::index::{History, Moment, PagePast, Past};
use crate::path::{OutputPath, SourcePath};
use crate::pipeline::{Handbook, Inputs, assemble};
use crate::plan::Recipe;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;
use crate::theme::{ThemeFiles, assemble as assemble_theme};

mod markdown;
mod xml;

/// A handbook up to its plan. Pages named in `dates` were created and changed on these days, by Ada and Bob.
fn handbook(text: &str, dates: &[(&str, &str, &str)]) -> Handbook {
    let fixture = Fixture::parse(text);
    let mut surroundings = fixture.surroundings.clone();
    let moment = |day: &str| Moment {
        instant: format!("{day}T10:00:00+02:00").parse().expect("a moment"),
        day: day.parse().expect("a day"),
    };
    let past = |(path, created, changed): &(&str, &str, &str)| {
        let contributors = ["Ada <\u{1}&>", "Bob"].map(Arc::from).into();
        (SourcePath::from(*path), PagePast { created: moment(created), changed: moment(changed), contributors })
    };
    if !dates.is_empty() {
        surroundings.history = History::Known(Arc::new(Past { pages: dates.iter().map(past).collect(), ..Past::default() }));
    }
    let theme = Arc::new(assemble_theme("default", "en", &ThemeFiles { files: BTreeMap::new() }).value);
    let inputs = Inputs { config: Arc::new(fixture.config), sources: Arc::new(fixture.sources), theme };
    assemble(inputs, |_| surroundings, None)
}

/// One output as text; `None` if it is not planned.
fn output(handbook: &Handbook, path: &str) -> Option<String> {
    let recipe = handbook.plan.outputs.get(&OutputPath::from(path))?;
    let highlighter = Highlighter::new();
    let rendered = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &highlighter).render(recipe);
    assert_eq!(rendered.diagnostics, [], "{path}");
    Some(String::from_utf8(rendered.value).expect("text"))
}

/// All outputs that are neither pages nor files of the theme, by their paths.
fn published(handbook: &Handbook) -> Vec<String> {
    let outputs = handbook.plan.outputs.iter();
    let publications = outputs.filter(|(_, recipe)| matches!(recipe, Recipe::Generated(Generated::Publication(_))));
    publications.map(|(path, _)| path.to_string()).collect()
}

const STAGED: &str = "\
//- handbook.yaml
title: Acme <&\"'> handbook
CONFIG
journey:
  stages: [{ id: hello, title: Hello & welcome, summary: In. }, { id: bye, title: Bye }]
  arcs: []
  needs: []
//- content/index.md
# Home
//- content/hello/labs.md
---
title: Labs </script> & ]]>
authors: [\"Cy <cy>\"]
---
In the labs.
//- content/hello/soon.md
---
draft: true
---
# Soon
//- content/bye.md
# Bye
";

const DATES: &[(&str, &str, &str)] = &[("hello/labs.md", "2026-01-31", "2026-03-01"), ("index.md", "2026-02-01", "2026-02-01")];

fn staged(config: &str) -> Handbook {
    handbook(&STAGED.replace("CONFIG", config), DATES)
}

#[test]
fn what_is_published_follows_what_is_known() {
    let always = ["bye/index.md", "bye/llms-full.txt", "hello/labs/index.md", "hello/llms-full.txt", "index.md", "llms-full.txt"];
    let always: Vec<&str> = always.into_iter().chain(["llms.txt", "robots.txt", "site.webmanifest"]).collect();
    let url = ["card.png", "bye/card.png", "hello/card.png", "feed.xml", "hello/feed.xml", "sitemap.xml"];
    for (config, extra) in [
        ("", &[][..]),
        ("domain: hb.acme.example", &["CNAME"]),
        ("url: https://acme.example/hb", &url),
        ("url: https://acme.example/hb\ncards: none", &url[3..]),
        ("url: https://acme.example/hb\nhistory: all\ncards: pages", &[&url[..], &["hello/labs/card.png"]].concat()),
    ] {
        let mut expected: Vec<String> = always.iter().chain(extra).map(ToString::to_string).collect();
        expected.sort();
        assert_eq!(published(&staged(config)), expected, "{config}");
    }
    let undated = handbook(&STAGED.replace("CONFIG", "url: https://acme.example/hb"), &[]);
    assert!(!published(&undated).iter().any(|path| path.ends_with("feed.xml")), "a feed without dates");
    assert_eq!(output(&staged("domain: HB.acme.example"), "CNAME").as_deref(), Some("hb.acme.example\n"));
}

#[test]
fn an_authors_file_stands_before_ours() {
    let own = "//- content/index.md\n# A\n//- content/robots.txt\nmine\n//- content/llms.txt\nmine\n";
    let paths = published(&handbook(own, &[]));
    assert!(!paths.iter().any(|path| path == "robots.txt" || path == "llms.txt"), "{paths:?}");
}

#[test]
fn agents_find_every_page_that_is_no_draft_once() {
    let absolute = output(&staged("url: https://acme.example/hb"), "llms.txt").expect("planned");
    let expected = "\
# Acme <&\"'> handbook

## Start here

- [Home](https://acme.example/hb/index.md)

## Hello & welcome

- [Labs </script> & >](https://acme.example/hb/hello/labs/index.md): In the labs.

## Bye

- [Bye](https://acme.example/hb/bye/index.md)
";
    assert_eq!(absolute, expected);
    let relative = output(&staged(""), "llms.txt").expect("planned");
    assert_eq!(relative, expected.replace("https://acme.example/hb/", ""));
    let full = output(&staged(""), "hello/llms-full.txt").expect("planned");
    assert!(full.contains("url: \"labs/\"\n") && full.contains("\nIn the labs.\n") && !full.contains("Soon"), "{full}");
}

#[test]
fn structured_data_cannot_leave_its_script() {
    let page = output(&staged("url: https://acme.example/hb"), "hello/labs/index.html").expect("planned");
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").expect("structured data");
    let (data, _) = rest.split_once("</script>").expect("its end");
    let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
    let article = &data["@graph"][1];
    assert_eq!(article["@type"], "TechArticle");
    assert_eq!(article["headline"], "Labs </script> & ]]>");
    assert_eq!((&article["datePublished"], &article["dateModified"]), (&"2026-01-31".into(), &"2026-03-01".into()));
    assert_eq!(article["author"][0]["name"], "Cy <cy>");
    let crumbs = &data["@graph"][0]["itemListElement"];
    assert_eq!(crumbs[1]["item"], "https://acme.example/hb/hello/");
}

#[test]
fn the_web_manifest_is_json() {
    let manifest = output(&staged(""), "site.webmanifest").expect("planned");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!((&manifest["name"], &manifest["start_url"]), (&"Acme <&\"'> handbook".into(), &"./".into()));
}
