use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::diagnostic::{Code, Origin};
use crate::fixture::{files, surroundings};
use crate::index::{Moment, PagePast, Past};
use crate::link::{Resolution, Target};
use crate::path::SourcePath;
use crate::pipeline::{Handbook, Inputs, assemble};
use crate::plan::Recipe;
use crate::theme::{Theme, ThemeFiles, assemble as assemble_theme};

static THEME: LazyLock<Arc<Theme>> = LazyLock::new(|| Arc::new(assemble_theme("default", "en", &ThemeFiles::default()).value));

/// A handbook in which every page has dates, with the default theme.
fn handbook(files: &BTreeMap<String, String>) -> Handbook {
    let fixture = crate::fixture::Handbook::from_files(files);
    let moment = Moment { instant: "2026-03-01T10:00:00Z".parse().expect("a moment"), day: "2026-03-01".parse().expect("a day") };
    let past = PagePast { created: moment, changed: moment, contributors: Vec::new() };
    let pages = fixture.sources.pages().map(|(path, _)| (path.clone(), past.clone())).collect();
    let history = History::Known(Arc::new(Past { pages, ..Past::default() }));
    let config = Arc::new(fixture.config);
    let inputs = Inputs { config: Arc::clone(&config), sources: Arc::new(fixture.sources), theme: Arc::clone(&THEME) };
    assemble(inputs, |wanted| crate::index::Surroundings { history, ..surroundings(&config, wanted, files.keys()) }, None)
}

/// Where a link in the page `a.md`, in addition to the files of `text`, leads, or the problem's message.
fn leads_to(text: &str, link: &str) -> String {
    let mut files = files(text);
    files.insert("content/a.md".to_owned(), format!("# A\n\n[x](<{link}>)\n"));
    let handbook = handbook(&files);
    let site = &handbook.site;
    let id = site.index.id_of(&SourcePath::from("a.md")).expect("a page");
    match &site.links(id).resolutions[0] {
        Resolution::Internal { href, .. } => href.to_string(),
        _ => handbook.diagnostics().into_iter().find(|problem| problem.subject.as_deref() == Some(link)).expect("told").message,
    }
}

#[test]
fn a_link_to_what_is_generated_is_clean_exactly_where_it_is_written() {
    const STAGED: &str = "//- content/one/b.md\n---\nstage: one\n---\n# B\n\nText.\n//- handbook.yaml\n";
    for (config, link, expected) in [
        ("journey: { stages: [one, two], needs: [] }\n", "/map/", "no file or address at `map`"),
        ("journey: { stages: [one, two], needs: [ease] }\n", "/map/", "../map/"),
        ("journey: { stages: [one, two], needs: [ease] }\n", "/map", "../map/"),
        ("journey: { stages: [one, two] }\n", "/two/", "../two/"),
        ("journey: { stages: [one, two] }\n", "/three/", "no file or address at `three`"),
        ("url: https://acme.example/\n", "/feed.xml", "../feed.xml"),
        ("url: https://acme.example/\n", "/feed.xml/", "no file or address at `feed.xml`"),
        ("", "/feed.xml", "no file or address at `feed.xml`"),
        ("url: https://acme.example/\njourney: { stages: [one, two] }\n", "/one/feed.xml", "../one/feed.xml"),
        (
            "url: https://acme.example/\njourney: { stages: [one, two] }\n",
            "/two/feed.xml",
            "no file or address at `two/feed.xml`",
        ),
        ("", "/llms.txt", "../llms.txt"),
        ("", "/urls.json?x#y", "../urls.json?x#y"),
        ("", "/404.html", "../404.html"),
        ("", "/search/", "../search/"),
        ("", "/one/b/index.md", "../one/b/index.md"),
        ("", "/theme/style.css", "../theme/style.css"),
        ("", "/sitemap.xml", "no file or address at `sitemap.xml`"),
        ("cards: pages\nurl: https://acme.example/\n", "/one/b/card.png", "../one/b/card.png"),
        ("links: explicit\njourney: { stages: [one] }\n", "/map/", "../map/index.html"),
    ] {
        assert_eq!(leads_to(&format!("{STAGED}{config}"), link), expected, "{config}{link}");
    }
}

#[test]
fn what_is_generated_yields_to_what_somebody_wrote() {
    for (file, link, expected) in [
        ("feed.xml", "/feed.xml", "../feed.xml"),
        ("LLMS.TXT", "/llms.txt", "no file or address at `llms.txt`"),
        ("llms.txt/b.png", "/llms.txt", "the folder `content/llms.txt` holds no page, and the repository's address is not known"),
        ("llms.txt.md", "/llms.txt", "../llms.txt/"),
    ] {
        assert_eq!(leads_to(&format!("//- content/{file}\n# B\n"), link), expected, "{file}");
    }
}

const FILES: &[(&str, &str)] = &[
    ("content/index.md", "# Home\n"),
    ("content/one/b.md", "---\nstage: one\nneeds: [ease]\naliases: [/old/b/, /map/, b2]\n---\n# B\n"),
    ("content/one/index.md", "# First\n"),
    ("content/two.md", "# Two\n\n[[b]] [[one]]\n"),
    ("content/map.md", "# A map\n"),
    ("content/deep/er/c.md", "---\naliases: [/feed.xml, old.html]\n---\n# C\n\n![](e\u{301}.png)\n"),
    ("content/deep/er/e\u{301}.png", "x"),
    ("content/draft.md", "---\ndraft: true\n---\n# Draft\n"),
    ("content/hidden.md", "---\nsearch: false\n---\n# Hidden\n"),
    ("content/robots.txt", "x"),
    ("content/LLMS.txt", "x"),
    ("content/one/feed.xml/d.md", "# D\n"),
    ("content/card.png", "x"),
    ("content/caf\u{e9} au lait/f.md", "# F\n"),
    ("content/v1.2/g.markdown", "# G\n"),
];

const CONFIGS: &[&str] = &[
    "",
    "url: https://acme.example/x/\n",
    "url: https://acme.example/\ncards: pages\ndomain: acme.example\n",
    "journey: { stages: [one, two], needs: [] }\n",
    "journey: { stages: [one, two], needs: [ease] }\nurl: https://acme.example/\n",
    "journey: { stages: [one], needs: [ease] }\nlinks: explicit\nlanguage: de\n",
];

/// The output to which an href on the page at `from` leads.
fn output_of(from: &UrlPath, href: &str) -> OutputPath {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().expect("UTF-8");
    let folder = from.as_str().trim_end_matches('/');
    let joined = crate::path::join(folder, &decoded).expect("below the root");
    let is_folder = path.is_empty() || path.ends_with('/') || path == "..";
    if joined.is_empty() || is_folder { folder_address(&joined).output() } else { OutputPath::from(joined) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every internal link that resolves leads to an output of the plan, and every output that people can open can be linked to.
    #[test]
    fn links_and_the_plan_agree_on_what_there_is(
        chosen in subsequence(FILES, 1..FILES.len()), config in select(CONFIGS), is_bare in any::<bool>()
    ) {
        let place = |path: &str| if is_bare { path.replacen("content/", "", 1) } else { path.to_owned() };
        let mut files: BTreeMap<String, String> = chosen.iter().map(|(path, text)| (place(path), (*text).to_owned())).collect();
        files.insert("handbook.yaml".to_owned(), config.to_owned());
        files.insert(place("content/zz.md"), "# Links\n".to_owned());
        let planned = handbook(&files).plan;
        let can_be_opened = |recipe: &Recipe| !matches!(recipe, Recipe::Search(_) | Recipe::NoJekyll);
        let addresses = planned.outputs.iter().filter(|(_, recipe)| can_be_opened(recipe)).map(|(path, _)| {
            let path = path.as_str();
            UrlPath::from(if path == "index.html" { "" } else { path.strip_suffix("/index.html").unwrap_or(path) }).encoded()
        });
        let links: String = addresses.flat_map(|address| ["[x](</".to_owned(), address, ">) ".to_owned()]).collect();
        files.insert(place("content/zz.md"), format!("# Links\n\n{links}\n"));
        let linked = handbook(&files);
        let site = &linked.site;
        let broken: Vec<String> = linked
            .diagnostics()
            .into_iter()
            .filter(|problem| problem.code == Code::BrokenLink && problem.origin == Some(Origin::Source("zz.md".into())))
            .map(|problem| problem.message)
            .collect();
        prop_assert_eq!(broken, Vec::<String>::new(), "{:?}", files);
        for id in site.index.built_ids() {
            for resolution in &site.links(id).resolutions {
                let Resolution::Internal { href, target, .. } = resolution else { continue };
                let output = output_of(&site.index.page(id).url, href);
                prop_assert!(linked.plan.outputs.contains_key(&output), "{} ({:?}) is not planned: {:?}", output, target, files);
                let is_right = match (target, &linked.plan.outputs[&output]) {
                    (Target::Page(page), Recipe::Page(planned)) => page == planned,
                    (Target::Asset(asset), Recipe::Asset(planned)) => asset == planned,
                    (Target::Generated(generated), Recipe::Generated(planned)) => generated == planned,
                    // Another file has the address, which is a problem of its own.
                    _ => linked.diagnostics().iter().any(|problem| problem.code == Code::DuplicateUrl),
                };
                prop_assert!(is_right, "{} is made otherwise than {:?}", output, target);
            }
        }
    }
}
