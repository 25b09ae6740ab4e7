//! Edits as people make them, one after another on one handbook.

use super::Edit::{Commit, Move, Remove, Write};
use super::{Edit, Edited};
use crate::assembled::{Assembled, Outcome};

pub(super) const FILES: &[(&str, &str)] = &[
    (
        "handbook.yaml",
        "title: Acme\nassign: [{ paths: [talks/**], stage: advocacy }]\nchecks: { orphan-page: warn, dead-end: warn }\n",
    ),
    ("content/index.md", "# Home\n\n[labs](adoption/labs.md#set-up), [the list](adoption/), [[tutorials]], [old](/old/kits/)\n"),
    ("content/adoption/labs.md", "---\nneeds: [autonomy]\n---\n# Labs\n\nOn to [kits](kits.md).\n\n## Set up\n\nRun.\n"),
    (
        "content/adoption/kits.md",
        "---\naliases: [/old/kits/, toolbox]\norder: 2\n---\n# Kits\n\n![map](map.png) [labs](labs.md#set-up)\n",
    ),
    ("content/adoption/map.png", "not a picture yet"),
    ("content/activation/clinics.md", "# Clinics\n\n[[labs]], [[toolbox]], [[Kits]]\n"),
    ("content/guides/tutorials.md", "# Tutorials\n\n[up](./), [licence](../../LICENSE)\n"),
    ("content/guides/deep/er.md", "# Deeper\n\n[t](../tutorials.md)\n"),
    ("content/talks/bow.md", "# The bow\n\n```rust\nfn main() {}\n```\n"),
    ("content/soon.md", "---\ndraft: true\n---\n# Soon\n\n[gone](gone.md)\n"),
    ("LICENSE", "ours"),
];

const PNG: &str = "\u{89}PNG";

/// Each edit with a name, what it does, and what shows that it did: an output that must hold these words, or a problem.
pub(super) const SCRIPT: &[(&str, &[Edit<'_>], Shows)] = &[
    (
        "a body",
        &[Write("content/adoption/labs.md", "# Labs\n\nOther words.\n\n## Set up\n")],
        Shows::Words("adoption/labs/index.html", "Other words"),
    ),
    (
        "a title",
        &[Write("content/adoption/labs.md", "# Live labs\n\n## Set up\n")],
        Shows::Words("activation/clinics/index.html", "Live labs"),
    ),
    (
        "a heading that is linked",
        &[Write("content/adoption/labs.md", "# Live labs\n\n## Get ready\n")],
        Shows::Problem("no heading or id `set-up`"),
    ),
    (
        "and back",
        &[Write("content/adoption/labs.md", "# Live labs\n\n## Set up\n")],
        Shows::NoProblem("no heading or id `set-up`"),
    ),
    (
        "another stage",
        &[Write("content/adoption/labs.md", "---\nstage: [assessment, adoption]\n---\n# Live labs\n\n## Set up\n")],
        Shows::Words("assessment/index.html", "Live labs"),
    ),
    (
        "needs",
        &[Write("content/activation/clinics.md", "---\nneeds: [tutoring]\n---\n# Clinics\n\n[[labs]]\n")],
        Shows::Words("map/index.html", "Activation, tutoring: 1 page"),
    ),
    (
        "the order",
        &[Write("content/adoption/labs.md", "---\norder: 1\n---\n# Live labs\n\n## Set up\n")],
        Shows::OtherBytes("adoption/kits/index.html"),
    ),
    (
        "a page renamed",
        &[Move("content/guides/tutorials.md", "content/guides/courses.md")],
        Shows::Problem("no page at `guides/tutorials.md`"),
    ),
    ("and back", &[Move("content/guides/courses.md", "content/guides/tutorials.md")], Shows::NoProblem("`guides/tutorials.md`")),
    ("a linked file outside the content removed", &[Remove("LICENSE")], Shows::Problem("no file or folder at `LICENSE`")),
    ("and restored", &[Write("LICENSE", "ours")], Shows::NoProblem("no file or folder at `LICENSE`")),
    (
        "a link to a file outside that no page named before",
        &[Write("content/talks/bow.md", "# The bow\n\n[n](../../NOTICE)\n"), Write("NOTICE", "n")],
        Shows::Problem("`NOTICE` is not part of the site"),
    ),
    (
        "a folder moved",
        &[Move("content/guides", "content/adoption/guides")],
        Shows::Words("adoption/guides/deep/er/index.html", "Deeper"),
    ),
    ("a page deleted", &[Remove("content/adoption/labs.md")], Shows::Problem("no page at `adoption/labs.md`")),
    (
        "and restored",
        &[Write("content/adoption/labs.md", "# Labs\n\n## Set up\n")],
        Shows::NoProblem("no page at `adoption/labs.md`"),
    ),
    (
        "front matter broken",
        &[Write("content/adoption/kits.md", "---\ntitle: a: b\n---\n# Kits\n")],
        Shows::Problem("looks like the end of another key"),
    ),
    (
        "and fixed",
        &[Write("content/adoption/kits.md", "---\ntitle: \"a: b\"\naliases: [/old/kits/]\n---\n# Kits\n")],
        Shows::Words("adoption/kits/index.html", "a: b"),
    ),
    (
        "a template overridden",
        &[Write("themes/default/templates/partials/footer.html", "<footer>ours</footer>")],
        Shows::Words("404.html", "<footer>ours</footer>"),
    ),
    ("and broken", &[Write("themes/default/templates/partials/footer.html", "{% if %}")], Shows::Problem("Template")),
    (
        "and fixed",
        &[Write("themes/default/templates/partials/footer.html", "<footer>again</footer>")],
        Shows::Words("index.html", "<footer>again</footer>"),
    ),
    (
        "and a page's body with it broken at run time",
        &[Write("themes/default/templates/page.html", "{{ page.titel }}"), Write("content/soon.md", "# Soon\n")],
        Shows::Problem("titel"),
    ),
    ("and removed", &[Remove("themes")], Shows::NoProblem("Template")),
    (
        "a style sheet of one's own",
        &[Write("themes/default/static/own.css", "p { color: teal }")],
        Shows::Words("theme/own.css", "teal"),
    ),
    (
        "a style sheet",
        &[Write("themes/default/static/style.css", "body { color: teal }")],
        Shows::Words("theme/style.css", "teal"),
    ),
    (
        "the configuration",
        &[Write("handbook.yaml", "title: Acme, renamed\nurl: https://acme.example/\n")],
        Shows::Words("adoption/kits/index.html", "Acme, renamed"),
    ),
    ("the configuration broken", &[Write("handbook.yaml", "titel: Acme\n")], Shows::Problem("has no key `titel`")),
    (
        "another journey",
        &[Write("handbook.yaml", "journey: { stages: [{ id: talks, title: Talks }, { id: adoption, title: Adopt }] }\n")],
        Shows::Words("adoption/labs/index.html", "Talks"),
    ),
    ("everything committed", &[Commit("2026-03-02")], Shows::Words("adoption/kits/index.html", "2 March 2026")),
    (
        "and a page committed again",
        &[Write("content/adoption/kits.md", "# Kits\n\nMore.\n"), Commit("2026-04-03")],
        Shows::Words("adoption/kits/index.html", "3 April 2026"),
    ),
    (
        "options of the theme",
        &[Write("handbook.yaml", "theme: { accent: '#008800', options: { previews: false } }\nurl: https://acme.example/\n")],
        Shows::OtherBytes("adoption/kits/index.html"),
    ),
    (
        "stages and needs by path",
        &[Write("handbook.yaml", "assign: [{ paths: ['adoption/*'], stage: advocacy, needs: [tutoring] }]\n")],
        Shows::Words("map/index.html", "Advocacy, tutoring: 4 pages"),
    ),
    (
        "a linked page left out",
        &[
            Write("content/notes/draft.md", "# Draft\n"),
            Write("content/talks/bow.md", "# The bow\n\n[notes](../notes/draft.md)\n"),
            Write("handbook.yaml", "exclude: [notes/**]\n"),
        ],
        Shows::Problem("notes/draft.md"),
    ),
    (
        "and its folder removed, in which nothing is content",
        &[Remove("content/notes")],
        Shows::Problem("no page at `notes/draft.md`"),
    ),
    ("and restored", &[Write("content/notes/draft.md", "# Draft\n")], Shows::NoProblem("no page at `notes/draft.md`")),
    ("an asset replaced", &[Write("content/adoption/map.png", PNG)], Shows::Words("adoption/map.png", PNG)),
    (
        "an asset that is linked removed",
        &[Remove("content/adoption/map.png"), Write("content/adoption/kits.md", "# Kits\n\n![map](map.png)\n")],
        Shows::Problem("map.png"),
    ),
    (
        "an asset where a page was",
        &[Remove("content/soon.md"), Write("content/soon.txt", "soon")],
        Shows::Words("soon.txt", "soon"),
    ),
    (
        "an alias",
        &[Write("content/talks/bow.md", "---\naliases: [/bow/]\n---\n# The bow\n")],
        Shows::Words("bow/index.html", "talks/bow/"),
    ),
    (
        "an alias that collides",
        &[Write("content/talks/bow.md", "---\naliases: [/adoption/labs/]\n---\n# The bow\n")],
        Shows::Problem("DuplicateUrl"),
    ),
    ("a draft", &[Write("content/talks/bow.md", "---\ndraft: true\n---\n# The bow\n")], Shows::Nothing("talks/bow/index.html")),
    ("no draft", &[Write("content/talks/bow.md", "# The bow\n")], Shows::Words("talks/bow/index.html", "The bow")),
    (
        "a landing page written",
        &[Write("content/talks/index.md", "# All talks\n\nProse.\n")],
        Shows::Words("talks/index.html", "Prose."),
    ),
    (
        "and one beside the folder in its place",
        &[Remove("content/talks/index.md"), Write("content/talks.md", "# Beside\n\nBeside the folder.\n")],
        Shows::Words("talks/index.html", "Beside the folder."),
    ),
    ("a page with a NUL", &[Write("content/index.md", "# Home\0\n")], Shows::Problem("NulCharacter")),
    ("an empty page", &[Write("content/index.md", "")], Shows::Problem("EmptyPage")),
    (
        "everything gone but one",
        &[Remove("content/adoption"), Remove("content/activation"), Remove("content/talks"), Remove("content/talks.md")],
        Shows::Nothing("talks/bow/index.html"),
    ),
    (
        "content becomes a bare folder",
        &[
            Remove("content"),
            Remove("handbook.yaml"),
            Write("README.md", "# Bare\n\n[x](x.txt)\n"),
            Write("x.txt", "x"),
            Write("y.txt", "y"),
        ],
        Shows::Words("x.txt", "x"),
    ),
    ("an asset that is linked no more", &[Write("README.md", "# Bare\n\n[y](y.txt)\n")], Shows::Nothing("x.txt")),
    ("and content again", &[Write("content/index.md", "# Home\n"), Remove("README.md")], Shows::Words("index.html", "Home")),
];

/// What shows that an edit was made at all: it was not so before, and is now.
pub(super) enum Shows {
    /// The output holds these words.
    Words(&'static str, &'static str),
    /// There is no such output.
    Nothing(&'static str),
    /// A problem with these words is told.
    Problem(&'static str),
    /// No problem with these words is told.
    NoProblem(&'static str),
    /// The output has other bytes than before.
    OtherBytes(&'static str),
}

impl Shows {
    fn came(&self, before: &Outcome, after: &Outcome) -> bool {
        match self {
            Self::OtherBytes(path) => before.outputs[*path] != after.outputs[*path],
            _ => self.is_in(after) && !self.is_in(before),
        }
    }

    fn is_in(&self, outcome: &Outcome) -> bool {
        let told = |words: &str| outcome.problems.iter().any(|problem| problem.contains(words));
        match self {
            Self::Words(path, words) => {
                outcome.outputs.get(*path).is_some_and(|bytes| String::from_utf8_lossy(bytes).contains(words))
            }
            Self::Nothing(path) => !outcome.outputs.contains_key(*path),
            Self::Problem(words) => told(words),
            Self::NoProblem(words) => !told(words),
            Self::OtherBytes(_) => true,
        }
    }
}

#[test]
fn warm_equals_cold_after_every_edit() {
    follow(FILES, SCRIPT);
}

/// A handbook that says what its pages are, and what they should not say.
const LABELLED: &[(&str, &str)] = &[
    (
        "handbook.yaml",
        "title: Acme\npages_json: true\nwords: lists/words.yaml\nstatuses: default\ntags: [talks, labs]\nfacets: { product: [sdk, cli] }\npaths: { first: [index.md, decisions/] }\n",
    ),
    ("lists/words.yaml", "- { avoid: synergy }\n"),
    ("templates/play.md", "---\ntitle: \"{{ title }}\"\n---\n[home](../content/index.md)\n"),
    ("content/index.md", "---\ntags: talks\n---\n# Home\n\nOur champion has synergy. [one](decisions/1-one.md)\n"),
    ("content/words.md", "---\nkind: glossary\n---\n# Words\n\n## Champion\n\nSomebody who helps.\n"),
    ("content/decisions/1-one.md", "---\nkind: decision\nstatus: accepted\ndate: 2026-01-02\n---\n# One\n\nText.\n"),
    ("content/decisions/2-two.md", "---\nkind: decision\nstatus: accepted\n---\n# Two\n\nText.\n"),
    ("content/list.md", "---\nkind: checklist\n---\n# List\n\n- [ ] Pack\n"),
];

const LABELLING: &[(&str, &[Edit<'_>], Shows)] = &[
    (
        "a word to avoid, in a file of its own",
        &[Write("lists/words.yaml", "- { avoid: champion }\n")],
        Shows::Problem("avoids `champion`"),
    ),
    ("and the file gone", &[Remove("lists/words.yaml")], Shows::Problem("there is no such file")),
    ("and back", &[Write("lists/words.yaml", "- { avoid: synergy }\n")], Shows::NoProblem("there is no such file")),
    (
        "a decision replaced",
        &[Write(
            "content/decisions/1-one.md",
            "---\nkind: decision\nstatus: retired\nreplaced_by: 2-two.md\n---\n# One\n\nText.\n",
        )],
        Shows::Words("decisions/2-two/index.html", "Replaces <a href=\"../1-one/\">One</a>"),
    ),
    (
        "the name of the old one",
        &[Write(
            "content/decisions/1-one.md",
            "---\nkind: decision\nstatus: retired\nreplaced_by: 2-two.md\n---\n# First\n\nText.\n",
        )],
        Shows::Words("decisions/2-two/index.html", "Replaces <a href=\"../1-one/\">First</a>"),
    ),
    (
        "a link to what is retired",
        &[
            Write("content/decisions/2-two.md", "---\nkind: decision\nstatus: accepted\ntags: labs\n---\n# Two\n\nText.\n"),
            Write(
                "content/index.md",
                "---\ntags: talks\nstatus: accepted\n---\n# Home\n\nOur champion. [one](decisions/1-one.md)\n",
            ),
        ],
        Shows::Problem("this page is accepted and leads to `decisions/1-one.md`"),
    ),
    ("a tag taken away", &[Write("content/index.md", "# Home\n\nOur champion.\n")], Shows::Nothing("tags/talks/index.html")),
    (
        "another meaning of a term",
        &[Write("content/words.md", "---\nkind: glossary\n---\n# Words\n\n## Champion\n\nSomebody who stays.\n")],
        Shows::Words("index.html", "Somebody who stays."),
    ),
    (
        "another term",
        &[Write("content/words.md", "---\nkind: glossary\n---\n# Words\n\n## Our\n\nThat of all of us.\n")],
        Shows::Words("index.html", "That of all of us."),
    ),
    (
        "a glossary no more",
        &[Write("content/words.md", "# Words\n\n## Our\n\nThat of all of us.\n")],
        Shows::OtherBytes("index.html"),
    ),
    (
        "a task",
        &[Write("content/list.md", "---\nkind: checklist\n---\n# List\n\n- [ ] Unpack\n")],
        Shows::Words("list/index.html", "- [ ] Unpack"),
    ),
    (
        "a longer page on a path",
        &[Write("content/decisions/3-three.md", "# Three\n\nText.\n")],
        Shows::Words("paths/first/index.html", "Three"),
    ),
    ("a page of a path gone", &[Remove("content/index.md")], Shows::Problem("no page at `index.md`")),
    (
        "a template at fault",
        &[Write("templates/play.md", "---\ntitle: \"{{ titel }}\"\n---\nText.\n")],
        Shows::Problem("`titel`"),
    ),
    ("another template", &[Write("templates/guide.md", "[x](y.md)\n")], Shows::Problem("templates/y.md")),
    ("no templates", &[Remove("templates")], Shows::NoProblem("templates/y.md")),
    ("no statuses", &[Write("handbook.yaml", "title: Acme\n")], Shows::Nothing("tags/index.html")),
];

#[test]
fn warm_equals_cold_with_what_pages_say_they_are() {
    follow(LABELLED, LABELLING);
}

/// Makes the edits one after the other on a handbook of these files.
fn follow(files: &[(&str, &str)], script: &[(&str, &[Edit<'_>], Shows)]) {
    let mut handbook = Edited::new(files);
    let mut before = handbook.warm.outcome();
    for (name, edits, shows) in script {
        let (differences, cold) = handbook.edit(edits);
        assert!(differences.is_empty(), "after {name}:\n{}", differences.join("\n"));
        assert!(shows.came(&before, &cold), "{name} does not show:\n{}", cold.problems.join("\n"));
        before = cold;
    }
}

/// Equal up to the bytes that are written.
#[test]
fn one_thread_gives_what_eight_give() {
    let handbook = Edited::new(FILES);
    let broken = [
        Write("content/index.md", "# Home\n\n[a](a.md) [b](#b) [[c]] [d](D.md) <a href=e.md>e</a> ![](f.png)\n\n{% g %}\n"),
        Write("content/more/one.md", "---\ntitle: a: b\n---\n[x](x.md)\n"),
        Write("content/more/two.md", "---\nstage: nowhere\nneeds: [none]\n---\n##No\n"),
        Write("content/more.md", "# More\n"),
        Write("content/more/index.md", "# More\n"),
    ];
    for edits in [&[][..], &broken] {
        for edit in edits {
            edit.make(handbook.folder.path());
        }
        let [one, eight] = [1, 8].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| Assembled::cold(handbook.folder.path()).outcome())
        });
        assert_eq!(one.differences(&eight), Vec::<String>::new());
    }
}
