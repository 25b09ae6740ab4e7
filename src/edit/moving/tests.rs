//! Moves in small handbooks, and in random ones: afterwards every link leads where it led, and every text reads as it did.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Relocation, settings};
use crate::diagnostic::Diagnostic;
use crate::edit::replaced;
use crate::fixture::{self, Handbook};
use crate::link::Wanted;
use crate::link::moved::Move;
use crate::link::{Resolution, Target};
use crate::parse::markdown;
use crate::path::{SourcePath, is_page_name};
use crate::render::highlight::Highlighter;
use crate::render::html::{Body, Prose, Shift, render_body};

type Files = BTreeMap<String, String>;

/// The new path of a project path.
fn renamed(shift: &Move, path: &str) -> String {
    match path.strip_prefix("content/") {
        Some(below) => format!("content/{}", shift.file(&SourcePath::from(below))),
        None => path.to_owned(),
    }
}

/// The files after a move, and the notes about it.
fn after(files: &Files, from: &str, to: &str) -> (Files, Vec<String>) {
    let book = Handbook::from_files(files);
    let shift = Move::new(from, to);
    let config_text = files.get("handbook.yaml").map_or("", String::as_str);
    let moved = book.sources.files.keys().filter(|path| shift.moves(path));
    let settings = settings(config_text, &shift, &moved);
    let mut edited = files.clone();
    if let Some(text) = edited.get_mut("handbook.yaml") {
        *text = replaced_text(text, &settings.edits);
    }
    let config = edited.get("handbook.yaml").map_or_else(Default::default, |text| crate::config::read(text).value);
    let survey = |wanted: &Wanted| fixture::surroundings(&config, wanted, files.keys());
    let relocation = Relocation::new(&book.site(), &shift, &config, survey);
    for (path, edits) in &relocation.edits {
        let text = edited.get_mut(&format!("content/{path}")).expect("edited pages are there");
        *text = replaced_text(text, edits);
    }
    let edited = edited.into_iter().map(|(path, text)| (renamed(&shift, &path), text)).collect();
    let mut notes = relocation.notes;
    notes.extend(settings.notes);
    (edited, notes)
}

fn replaced_text(text: &str, edits: &[crate::edit::Edit]) -> String {
    String::from_utf8(replaced(text.as_bytes(), edits).expect("UTF-8")).expect("UTF-8")
}

#[track_caller]
fn check(before: &str, from: &str, to: &str, changed: &str, notes: &[&str]) {
    let files = fixture::files(before);
    let (found, said) = after(&files, from, to);
    let shift = Move::new(from, to);
    let mut expected: Files = files.into_iter().map(|(path, text)| (renamed(&shift, &path), text)).collect();
    expected.extend(fixture::files(changed));
    for (path, text) in &expected {
        assert_eq!(found.get(path), Some(text), "{path}");
    }
    assert_eq!(found.len(), expected.len());
    assert_eq!(said, notes);
}

#[test]
fn a_page_keeps_its_old_address() {
    check(
        "//- content/index.md\n[a](one/a.md)\n//- content/one/a.md\n# A\n[home](../index.md)\n//- content/b.md\n---\ntitle: B\n---\n",
        "one/a.md",
        "two/deep/c.md",
        "//- content/index.md\n[a](two/deep/c.md)\n\
         //- content/two/deep/c.md\n---\naliases: [/one/a/]\n---\n# A\n[home](../../index.md)\n",
        &["links to the list at `/one/` from other sites will break: only pages can redirect"],
    );
}

#[test]
fn moving_back_takes_the_alias_away_again() {
    check(
        "//- content/index.md\n//- content/b.md\n---\naliases: [/a/, talks]\n---\n# A\n",
        "b.md",
        "a.md",
        "//- content/a.md\n---\naliases: [talks, /b/]\n---\n# A\n",
        &[],
    );
}

#[test]
fn a_stage_that_the_folder_gives_changes_and_is_told() {
    check(
        "//- content/index.md\n//- content/adoption/a.md\n# A\n//- content/adoption/b.md\n---\nstage: adoption\n---\n# B\n",
        "adoption",
        "awareness",
        "//- content/awareness/a.md\n---\naliases: [/adoption/a/]\n---\n# A\n\
         //- content/awareness/b.md\n---\nstage: adoption\naliases: [/adoption/b/]\n---\n# B\n",
        &[
            "`awareness/a.md` will be in the stage Awareness instead of Adoption, since the place says so: write `stage:` to keep it",
        ],
    );
}

#[test]
fn drafts_are_followed_and_need_no_alias() {
    check(
        "//- content/index.md\n//- content/a.md\n---\ndraft: true\n---\n[b](b.md)\n//- content/b.md\n# B\n[[a]]\n",
        "b.md",
        "in/b.md",
        "//- content/a.md\n---\ndraft: true\n---\n[b](in/b.md)\n//- content/in/b.md\n---\naliases: [/b/]\n---\n# B\n[[a]]\n",
        &[],
    );
    check(
        "//- content/index.md\n//- content/a.md\n---\ndraft: true\n---\n[b](b.md)\n//- content/b.md\n# B\n",
        "a.md",
        "in/a.md",
        "//- content/in/a.md\n---\ndraft: true\n---\n[b](../b.md)\n",
        &[],
    );
}

#[test]
fn the_configuration_follows() {
    check(
        "//- handbook.yaml
theme: { logo: images/logo.svg, footer: [{ title: Conduct, url: /kit/a/ }] }
exclude: [kit/drafts/**, '*/old/**'] # these
assign:
  - paths: kit/**
    stage: adoption
//- content/index.md
//- content/kit/a.md
# A
//- content/images/logo.svg
",
        "kit",
        "the kit",
        "//- handbook.yaml
theme: { logo: images/logo.svg, footer: [{ title: Conduct, url: /kit/a/ }] }
exclude: [\"the kit/drafts/**\", '*/old/**'] # these
assign:
  - paths: \"the kit/**\"
    stage: adoption
//- content/the kit/a.md
---
aliases: [/kit/a/]
---
# A
",
        &[
            "links to the list at `/kit/` from other sites will break: only pages can redirect",
            "`footer:` in `handbook.yaml` links to `/kit/a/`, which is moved",
        ],
    );
    check(
        "//- handbook.yaml\ntheme:\n  logo: /images/logo.svg # ours\n//- content/index.md\n//- content/images/logo.svg\n",
        "images/logo.svg",
        "brand/logo.svg",
        "//- handbook.yaml\ntheme:\n  logo: /brand/logo.svg # ours\n",
        &[],
    );
    check(
        "//- handbook.yaml\ntheme:\n  css: [looks/own.css, print.css]\n//- content/index.md\n//- content/looks/own.css\n//- content/print.css\n",
        "looks",
        "brand",
        "//- handbook.yaml\ntheme:\n  css: [brand/own.css, print.css]\n",
        &[],
    );
}

#[test]
fn definitions_of_wikilinks_and_unused_ones_follow() {
    check(
        "//- content/index.md\nSee [[a]].\n\n[a]: a.md \"A\"\n[unused]: ./a.md\n[//]: # (a remark)\n//- content/a.md\n# Title\n",
        "a.md",
        "b.md",
        "//- content/index.md\nSee [[b]].\n\n[b]: b.md \"A\"\n[unused]: ./b.md\n[//]: # (a remark)\n\
         //- content/b.md\n---\naliases: [/a/]\n---\n# Title\n",
        &[],
    );
}

// Random handbooks and random moves.

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

const FOLDERS: [&str; 6] = ["", "adoption/", "awareness/", "adoption/deep down/", "Über/", "a(b)/"];
const NAMES: [&str; 8] = ["index.md", "labs.md", "two words.md", "x&y.md", "README.md", "caf\u{e9}.md", "50%.md", "talk-2.md"];
const ASSETS: [&str; 2] = ["map.png", "the plan.pdf"];

/// One link of a page: the file it leads to, and the form in which it is written.
#[derive(Debug, Clone)]
struct Written {
    target: usize,
    form: u8,
}

#[derive(Debug, Clone)]
struct Random {
    /// The files of the content and, of pages, their links.
    files: Vec<(String, Vec<Written>)>,
    from: usize,
    to_folder: usize,
    is_folder: bool,
}

fn random() -> impl Strategy<Value = Random> {
    let written = (any::<usize>(), 0..16_u8).prop_map(|(target, form)| Written { target, form });
    let links = prop::collection::vec(written, 0..7);
    let name = prop::sample::select([NAMES.as_slice(), ASSETS.as_slice()].concat());
    let file = (prop::sample::select(FOLDERS.to_vec()), name, links);
    let files = prop::collection::btree_map(
        (prop::sample::select(FOLDERS.to_vec()), prop::sample::select([NAMES.as_slice(), ASSETS.as_slice()].concat())),
        file,
        2..12,
    );
    (files, any::<usize>(), any::<usize>(), any::<bool>()).prop_map(|(files, from, to_folder, is_folder)| Random {
        files: files.into_iter().map(|((folder, name), (_, _, links))| (format!("{folder}{name}"), links)).collect(),
        from,
        to_folder,
        is_folder,
    })
}

/// A path as written relative to a folder.
fn relative(folder: &str, path: &str) -> String {
    let up = "../".repeat(folder.matches('/').count());
    format!("{up}{path}")
}

const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-');

fn encoded(path: &str) -> String {
    percent_encoding::utf8_percent_encode(path, KEPT).to_string()
}

fn line(here: &str, target: &str, form: u8, number: usize) -> String {
    let folder = &here[..here.rfind('/').map_or(0, |at| at + 1)];
    let target_folder = &target[..target.rfind('/').map_or(0, |at| at + 1)];
    let path = relative(folder, target);
    let stem = target.strip_suffix(".md").unwrap_or(target);
    let name = stem.rsplit('/').next().unwrap_or(stem);
    match form {
        0 => format!("[w{number}]({})", encoded(&path)),
        1 => format!("[w{number}](<{}>)", path.replace('%', "%25")),
        2 => format!("[w{number}](./{} \"t\")", encoded(&path)),
        3 => format!("[w{number}](/{})", encoded(target)),
        4 => format!("[w{number}](/{}/)", encoded(stem)),
        5 => format!("[w{number}][r{number}]\n\n[r{number}]: {} 'x'\n", encoded(&path)),
        6 => format!("<a href=\"{}\">w{number}</a>", encoded(&path)),
        7 => format!("<img srcset=\"{0} 1x, {0}?2 2x\" src='{0}' alt=''>", encoded(&path)),
        8 => format!("[[{stem}|w{number}]]"),
        9 => format!("[[{name}|w{number}]]"),
        10 => format!("> - [w{number}]({}#the-title)", encoded(&path)),
        11 => format!("| a |\n| --- |\n| [[{stem}\\|w{number}]] [x]({}) |\n", encoded(&path)),
        12 => format!(
            "[w{number}]({})",
            if target_folder.is_empty() { "./".to_owned() } else { encoded(&relative(folder, target_folder)) }
        ),
        13 => format!("![w{number}]({}?q=1)", encoded(&path)),
        14 => format!("[[{}{stem}#The title|w{number}]]", if folder.is_empty() { "./".to_owned() } else { relative(folder, "") }),
        _ => format!("[w{number}](/content/{})", encoded(target)),
    }
}

/// The files of a random handbook, without the links that are broken in it.
fn clean(random: &Random) -> Files {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, links) in &random.files {
        let target = |written: &Written| &*random.files[written.target % random.files.len()].0;
        let written = links.iter().enumerate().map(|(number, link)| line(path, target(link), link.form, number));
        lines.insert(path.clone(), if is_page_name(path) { written.collect() } else { Vec::new() });
    }
    let text = |lines: &[String]| format!("# The title\n\n{}\n", lines.join("\n\n"));
    let files = |lines: &BTreeMap<String, Vec<String>>| -> Files {
        let mut files: Files = lines.iter().map(|(path, lines)| (format!("content/{path}"), text(lines))).collect();
        files.entry("content/home.md".to_owned()).or_default();
        files
    };
    loop {
        let book = Handbook::from_files(&files(&lines));
        let mut is_clean = true;
        for id in book.index.ids() {
            let path = book.index.page(id).path.to_string();
            let page = book.text(id);
            if let Some(fault) = book.link(id).diagnostics.pop() {
                let at = fault.span.expect("links have places").start;
                let written = lines.get_mut(&path).expect("only these have links");
                let (mut start, mut number) = (page.find("\n\n").expect("a heading") + 2, 0);
                while number < written.len() && at >= start + written[number].len() {
                    start += written[number].len() + 2;
                    number += 1;
                }
                if number < written.len() {
                    written.remove(number);
                }
                is_clean = false;
            }
        }
        if is_clean {
            return files(&lines);
        }
    }
}

fn faults(book: &Handbook) -> Vec<Diagnostic> {
    book.index.ids().flat_map(|id| book.link(id).diagnostics).collect()
}

/// A page's text as readers see it, and where its links lead, with moved files under their old names.
fn reads(book: &Handbook, path: &str, back: &Move) -> (String, Vec<String>) {
    let id = book.id(path);
    let page = &book.pages[id.position()].parsed;
    let links = book.link(id).value.resolutions;
    let body = Body {
        page,
        text: book.text(id),
        links: &links,
        image_sizes: &BTreeMap::new(),
        highlighter: &HIGHLIGHTER,
        drawings: &crate::diagram::Drawings::default(),
        prose: Prose::default(),
        locale: &crate::theme::built_in_locale("en"),
        private_hosts: &[],
        samples: None,
        shift: Shift::default(),
        embeds: None,
        terms: &[],
    };
    let html = render_body(&body, &markdown::events(book.text(id), page.body)).html;
    let mut is_tag = false;
    let visible = html.chars().filter(|c| {
        let is_text = !is_tag && *c != '<';
        is_tag = (is_tag || *c == '<') && *c != '>';
        is_text
    });
    let leads = links.iter().map(|link| match link {
        Resolution::Internal { target: Target::Page(to), .. } => back.file(&book.index.page(*to).path).to_string(),
        Resolution::Internal { target: Target::Asset(path), .. } => back.file(path).to_string(),
        Resolution::Internal { target: Target::Generated(generated), .. } => {
            let url = generated.address(&book.config, &book.index);
            back.named(url.as_str().trim_end_matches('/')).into_owned()
        }
        other => format!("{other:?}"),
    });
    (visible.collect(), leads.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_move_everything_leads_where_it_led(random in random()) {
        let files = clean(&random);
        let paths: Vec<&str> = files.keys().filter_map(|path| path.strip_prefix("content/")).collect();
        let file = paths[random.from % paths.len()];
        let from = match file.rsplit_once('/') {
            Some((folder, _)) if random.is_folder => folder,
            _ => file,
        };
        let folder = FOLDERS[random.to_folder % FOLDERS.len()];
        let name = if from == file { format!("new {}", file.rsplit('/').next().unwrap_or(file)) } else { "new folder".to_owned() };
        let to = format!("{folder}{name}");
        prop_assume!(!to.starts_with(&format!("{from}/")));
        let before = Handbook::from_files(&files);
        let (changed, _) = after(&files, from, &to);
        let book = Handbook::from_files(&changed);
        let shift = Move::new(from, &*to);
        let back = Move::new(&*to, from);
        // A folder's generated list disappears with its last page, and so do links to it.
        let lists = before.index.folders.iter().filter(|(_, folder)| folder.own_page.is_none());
        let mut lost = lists.filter(|(path, _)| book.index.at_path(&shift.named(path)).is_none_or(|place| !matches!(place, crate::index::Place::Folder(_))));
        prop_assume!(lost.next().is_none());
        prop_assert_eq!(faults(&book), vec![], "{:#?}\nbecame {:#?}", files, changed);
        for path in paths.iter().filter(|path| is_page_name(path)) {
            let new = shift.file(&SourcePath::from(*path));
            let (was, led) = reads(&before, path, &Move::new("none", "none"));
            let (is, leads) = reads(&book, new.as_str(), &back);
            prop_assert_eq!(was, is, "{}", path);
            prop_assert_eq!(led, leads, "{} in {:#?}\nbecame {:#?}", path, files, changed);
        }
        // Moved back, every text but the front matter is what it was.
        let (again, _) = after(&changed, &to, from);
        prop_assert_eq!(faults(&Handbook::from_files(&again)), vec![]);
    }
}
