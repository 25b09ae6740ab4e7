//! Edits as nobody makes them.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{Edit, Edited};

const START: &[(&str, &str)] = &[
    ("content/index.md", "# Home\n\n[a](a.md) [[b]]\n"),
    ("content/a.md", "# A\n\n[b](adoption/b.md#part)\n"),
    ("content/adoption/b.md", "# B\n\n## Part\n\n[up](../)\n"),
];

const PATHS: &[&str] = &[
    "content/index.md",
    "content/a.md",
    "content/a/index.md",
    "content/a/README.md",
    "content/A.md",
    "content/adoption/b.md",
    "content/adoption/index.md",
    "content/adoption.md",
    "content/advocacy/c.md",
    "content/advocacy/deep/d.md",
    "content/e.txt",
    "content/a/e.png",
    "content/con.md",
    "content/decisions/index.md",
    "content/decisions/0001-f.md",
    "content/decisions/0002-g.md",
    "content/_h.md",
    "templates/decision.md",
    "CODEOWNERS",
    "e.txt",
    "README.md",
];

const FOLDERS: &[&str] =
    &["content", "content/a", "content/adoption", "content/advocacy", "content/advocacy/deep", "content/other"];

const HEADS: &[&str] = &[
    "",
    "---\ntitle: Titled\n---\n",
    "---\nstage: advocacy\n---\n",
    "---\nstage: [adoption, advocacy]\nneeds: [autonomy, tutoring]\n---\n",
    "---\nstage: nowhere\nkind: nothing\n---\n",
    "---\ndraft: true\n---\n",
    "---\norder: 1\n---\n",
    "---\naliases: [/old/, other, /a/]\n---\n",
    "---\ntitle: a: b\n---\n",
    "---\nunclosed: yes\n",
    "---\nkind: glossary\nterms: { Heading: [bow, end] }\n---\n",
    "---\nkind: decision\nstatus: accepted\ndate: 2026-01-01\n---\n",
    "---\nkind: decision\nstatus: retired\nreplaced_by: 0002-g.md\n---\n",
    "---\nkind: checklist\neffort: one hour\nrole: mate\n---\n",
    "---\nowner: crew\nreviewed: 2025-01-01\nreview_every: 6 months\n---\n",
    "---\naudience: internal\ntags: [knots, rope]\nboat: ketch\n---\n",
    "---\nunlisted: true\ntags: [knots]\n---\n",
];

const BODIES: &[&str] = &[
    "",
    "# Heading\n",
    "# A\n\n## Part\n\n## Part\n",
    "[a](a.md) [b](adoption/b.md#part) [c](/advocacy/c.md) [d](advocacy/deep/)\n",
    "# Up\n\n[home](../) [a](../a.md) [b](b.md#part-1) [e](../e.txt) ![e](e.png)\n",
    "[[a]] [[B#Part|b]] [[other]] [[Titled]] ![[e.png|20]]\n",
    "<a href=\"a.md\" id=\"part\">a</a> <img src=\"e.txt\">\n",
    "[ref]\n\n[ref]: adoption/b.md#part\n[^1]\n\n[^1]: note\n",
    "##No heading\n\n{% x %}\n\n[out](../../e.txt) [old](/old/)\n",
    "![[a]] ![[b#Part]]\n\n> [!NOTE]\n> Reach out to the end of the bow.\n",
    "## Heading\n\nWhat it is.\n\n- [ ] one\n- [x] two\n\n$x^2$ :rocket:\n",
    "```text file=e.txt\nx\n```\n\n```mermaid\nflowchart LR\nA-->B\n```\n",
    "<details name=\"tabs-a\"><summary>A</summary>\n\nText.\n\n</details>\n\n==x== {{#include e.txt}}\n",
];

const CONFIGS: &[&str] = &[
    "title: One\n",
    "title: Two\nurl: https://acme.example/x/\nchecks: { orphan-page: warn, dead-end: warn }\n",
    "assign: [{ paths: [a/**, a.md], stage: adoption, needs: [tutoring] }]\nexclude: [advocacy/deep/**]\n",
    "journey: { stages: [{ id: advocacy, title: Bow }, { id: a, title: A }] }\nrepository: { url: https://git.acme.example/x }\n",
    "theme: { accent: '#112233', logo: a/e.png, options: { previews: false } }\nurl: https://acme.example/\ncards: pages\n",
    "journey: { stages: [adoption, advocacy], needs: [] }\nlinks: explicit\nhistory: dates\nlanguage: de\n",
    "journey: default\nassign: [{ paths: ['**'], stage: advocacy, needs: [tutoring] }]\n",
    "titel: x\n",
    "content: nowhere\n",
    "words: [inclusive, { avoid: reach out to, use: write to }]\nstatuses: default\nprint: all\n",
    "owners: { crew: { title: The crew } }\nstatuses: { accepted: , retired: }\npages_json: true\nsynonyms: [[bow, front]]\n",
    "owners: codeowners\naudience: public\nassign: [{ paths: ['**'], review_every: 1 year, owner: crew }]\nprint: stages\n",
    "audience: internal\npaths: { watch: { title: Watch, pages: [index.md, decisions/, 'a.md#part'] } }\nforeign: x\n",
    "tags: { knots: Knots }\nfacets: { boat: { title: Boat, values: { ketch: Ketches } } }\nstatuses: default\njourney: default\n",
    "announcement: { text: New, url: /a/, until: 2026-12-01 }\nprivate_links: [acme.example]\nurl: https://acme.example/\nhistory: dates\n",
];

/// Pictures of two sizes, which pages state.
const IMAGES: &[&str] = &["<svg width='1' height='2'/>", "GIF89a\u{1}\0\u{2}\0\0\0\0", "GIF89a\u{3}\0\u{4}\0\0\0\0"];

const TEMPLATES: &[&str] = &["<p>{{ page.title }}</p>", "{% if %}", "{{ page.nothing }}", "{% include \"partials/toc.html\" %}"];

const LOCALES: &[&str] = &["texts: { search: Find }\n", "texts: { nothing: Nothing }\n", "texts: [\n"];

/// An edit with texts of its own.
#[derive(Debug, Clone)]
enum Drawn {
    Write(&'static str, String),
    Remove(&'static str),
    Move(&'static str, &'static str),
    Commit(&'static str),
}

impl Drawn {
    fn edit(&self) -> Edit<'_> {
        match self {
            Self::Write(path, text) => Edit::Write(path, text),
            Self::Remove(path) => Edit::Remove(path),
            Self::Move(from, to) => Edit::Move(from, to),
            Self::Commit(day) => Edit::Commit(day),
        }
    }
}

fn edit() -> impl Strategy<Value = Drawn> {
    let text = (select(HEADS), select(BODIES)).prop_map(|(head, body)| format!("{head}{body}"));
    prop_oneof![
        8 => (select(PATHS), text).prop_map(|(path, text)| Drawn::Write(path, text)),
        2 => select(PATHS).prop_map(Drawn::Remove),
        1 => select(FOLDERS).prop_map(Drawn::Remove),
        2 => (select(PATHS), select(PATHS)).prop_map(|(from, to)| Drawn::Move(from, to)),
        1 => (select(FOLDERS), select(FOLDERS)).prop_map(|(from, to)| Drawn::Move(from, to)),
        1 => select(CONFIGS).prop_map(|text| Drawn::Write("handbook.yaml", text.to_owned())),
        1 => Just(Drawn::Remove("handbook.yaml")),
        1 => select(&["2026-01-02", "2026-03-04"][..]).prop_map(Drawn::Commit),
        1 => select(IMAGES).prop_map(|image| Drawn::Write("content/a/e.png", image.to_owned())),
        1 => select(TEMPLATES).prop_map(|text| Drawn::Write("themes/default/templates/page.html", text.to_owned())),
        1 => Just(Drawn::Write("themes/default/static/new.css", String::new())),
        1 => select(LOCALES).prop_map(|text| Drawn::Write("themes/default/locale/en.yaml", text.to_owned())),
        1 => select(&["* @crew\n", "/content/a* @mate\n"][..]).prop_map(|text| Drawn::Write("CODEOWNERS", text.to_owned())),
        1 => select(&["x\n", "y\n"][..]).prop_map(|text| Drawn::Write("e.txt", text.to_owned())),
        1 => Just(Drawn::Remove("themes")),
    ]
}

/// Several edits at once, several times.
fn edits() -> impl Strategy<Value = Vec<Vec<Drawn>>> {
    prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn warm_equals_cold_after_any_edits(edits in edits()) {
        let mut handbook = Edited::new(START);
        for step in &edits {
            let step: Vec<Edit<'_>> = step.iter().map(Drawn::edit).collect();
            let (differences, _) = handbook.edit(&step);
            prop_assert!(differences.is_empty(), "after {step:?}:\n{}", differences.join("\n"));
        }
    }
}

/// How many edits of a soak lie between two comparisons with a clean build.
const UNCOMPARED: usize = 20;

/// Many edits of one open handbook, 500 unless `JOURNEYBOOK_SOAK` says how many: what a warm run gets wrong little by little shows.
#[test]
fn a_soak_of_edits_ends_as_a_clean_build() {
    let many = std::env::var("JOURNEYBOOK_SOAK").ok().and_then(|many| many.parse().ok()).unwrap_or(500);
    let mut handbook = Edited::new(START);
    let mut runner = TestRunner::deterministic();
    for step in 1..=many {
        let drawn = edit().new_tree(&mut runner).expect("an edit").current();
        if step % UNCOMPARED != 0 && step != many {
            handbook.keep_up_with(&drawn.edit());
            continue;
        }
        let (differences, _) = handbook.edit(&[drawn.edit()]);
        assert!(differences.is_empty(), "after {step} edits, the last of them {drawn:?}: {differences:#?}");
    }
}

/// Edits that a random run has found, or that it would seldom find.
#[test]
fn what_pages_show_from_other_files_is_followed() {
    const SHOWN: &str = "# A\n\n![Map](a/e.png)\n";
    for steps in [
        &[
            &[Edit::Write("content/a.md", "```text file=e.txt\nx\n```\n")][..],
            &[Edit::Write("e.txt", "x\n"), Edit::Move("e.txt", "content/a/e.png")],
            &[Edit::Write("content/a.md", "")],
        ][..],
        &[
            &[Edit::Write("handbook.yaml", "print: all\n"), Edit::Write("content/a.md", SHOWN)],
            &[Edit::Write("content/a/e.png", IMAGES[1])],
            &[Edit::Write("content/a/e.png", IMAGES[2])],
        ],
        &[
            &[
                Edit::Commit("2026-01-02"),
                Edit::Write("content/a.md", "---\nreviewed: 2025-01-01\nreview_every: 6 months\n---\n# A\n"),
            ],
            &[Edit::Write("content/a.md", "# A\n")],
        ],
    ] {
        let mut handbook = Edited::new(START);
        for step in steps {
            let (differences, _) = handbook.edit(step);
            assert!(differences.is_empty(), "after {step:?}:\n{}", differences.join("\n"));
        }
    }
}
