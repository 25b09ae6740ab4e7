//! What both halves of the search agree on, and the properties of the index's pieces.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::tokens::tokens;
use super::{Place, Search, Words, ranking};
use crate::fixture::{Handbook, WholeSite};

#[derive(Deserialize)]
struct Cases {
    tokens: Vec<(String, Vec<String>)>,
    pages: BTreeMap<String, String>,
    queries: Vec<(String, Vec<String>)>,
}

fn cases() -> Cases {
    serde_json::from_str(include_str!("../../tests/search/cases.json")).expect("the cases are JSON of this form")
}

fn search_of(handbook: &Handbook, previous: Option<&Search>) -> Search {
    let words = Words { language: Arc::clone(&handbook.config.language), synonyms: Arc::default() };
    Search::new(&handbook.index, &handbook.pages, &handbook.sources, &words, previous)
}

fn read(pages: &[(&str, &str)]) -> Handbook {
    Handbook::from_files(&pages.iter().map(|(path, text)| (format!("content/{path}"), (*text).to_owned())).collect())
}

/// The parts of the first page.
fn parts_of(handbook: &Handbook, search: &Search) -> Vec<String> {
    let count = super::parts_of(search.documents[0].bytes.len());
    (0..count)
        .map(|part| {
            search.part(0, part, Place { url: &handbook.index.pages[0].url, changed: None, owner: String::new(), status: None })
        })
        .collect()
}

#[test]
fn texts_become_the_same_terms_as_in_the_browser() {
    for (text, expected) in cases().tokens {
        let mut terms = Vec::new();
        tokens(&text, |term, _| terms.push(term.to_owned()));
        assert_eq!(terms, expected, "{text}");
    }
}

#[test]
fn whole_words_find_the_same_pages_in_the_same_order_as_in_the_browser() {
    let cases = cases();
    let handbook =
        Handbook::from_files(&cases.pages.iter().map(|(path, text)| (format!("content/{path}"), text.clone())).collect());
    let search = search_of(&handbook, None);
    for (query, expected) in cases.queries {
        let found = ranking::rank(&search, &format!("{query} "), &handbook.config, &handbook.index).found;
        let address = |hit: &ranking::Found| handbook.index.page(search.documents[hit.page as usize].id).url.to_string();
        assert_eq!(found.iter().map(address).collect::<Vec<_>>(), expected, "{query}");
    }
}

#[test]
fn a_handbook_has_synonyms_of_its_own_and_goes_without_the_built_in_ones() {
    const PAGES: &str = "//- content/index.md\n# Home\n\nWelcome.\n//- content/market.md\n# Market\n\nBring a kiosk.\n//- content/dates.md\n# Dates\n\nThe call for papers.\n";
    let found = |config: &str, query: &str| {
        let site = WholeSite::clean(&format!("//- handbook.yaml\n{config}\n{PAGES}")).handbook.site;
        let found = ranking::rank(&site.search, &format!("{query} "), &site.config, &site.index).found;
        found.iter().map(|hit| site.index.page(site.search.documents[hit.page as usize].id).url.to_string()).collect::<Vec<_>>()
    };
    let own = "synonyms: [[stall, kiosk], { cart: kiosk }]";
    assert_eq!(found(own, "stall"), ["market/"]);
    assert_eq!(found(own, "cart"), ["market/"]);
    assert_eq!(found(own, "cfp"), ["dates/"]);
    assert_eq!(found("built_in_synonyms: false", "cfp"), [""; 0]);
    assert_eq!(found("title: T", "stall"), [""; 0]);
}

#[test]
fn drafts_and_pages_that_opted_out_are_in_no_piece() {
    let handbook = read(&[
        ("index.md", "# Home"),
        ("a.md", "---\ndraft: true\n---\n# Hidden draft"),
        ("b.md", "---\nsearch: false\n---\n# Hidden wish"),
    ]);
    let search = search_of(&handbook, None);
    assert_eq!(search.page_count(), 1);
    let pieces = [search.shard(0), search.spelling(0), search.head(&handbook.config, &handbook.index)];
    assert!(pieces.iter().all(|piece| !piece.contains("hidden")), "{pieces:?}");
}

#[test]
fn an_edit_costs_its_page() {
    let before = search_of(&read(&[("a.md", "# A\n\none"), ("b.md", "# B\n\ntwo")]), None);
    before.index();
    let same = search_of(&read(&[("a.md", "# A\n\none"), ("b.md", "# B\n\ntwo")]), Some(&before));
    assert!(Arc::ptr_eq(&same.index, &before.index));
    let after = search_of(&read(&[("a.md", "# A\n\none"), ("b.md", "# B\n\nthree")]), Some(&before));
    let is_kept: Vec<bool> = [0, 1].map(|page| after.documents[page].words.get().is_some()).into();
    assert_eq!(is_kept, [true, false]);
    assert!(!Arc::ptr_eq(&after.index, &before.index));
    let cold = search_of(&read(&[("a.md", "# A\n\none"), ("b.md", "# B\n\nthree")]), None);
    assert_eq!(after.shard(0), cold.shard(0));
}

#[test]
fn hostile_pages_stay_data() {
    let handbook = read(&[("a.md", "# `</script><img src=x>` \"quoted\" \\ back\n\n## `*|~`\n\n\u{2028} text")]);
    let search = search_of(&handbook, None);
    let [part] = &parts_of(&handbook, &search)[..] else { panic!("the page has one part") };
    assert!(part.starts_with("jbSearch(\"") && part.ends_with(")\n") && part.lines().count() == 1, "{part}");
    assert!(part.contains(r#""</script><img src=x> \"quoted\" \\ back""#), "{part}");
}

#[test]
fn long_pages_come_in_parts_that_hold_all_their_text() {
    let page = format!("# Long\n\n{}", (0..4_000).map(|n| format!("## H{n}\n\nword{n} and more\n\n")).collect::<String>());
    let handbook = read(&[("a.md", &page)]);
    let search = search_of(&handbook, None);
    let parts = parts_of(&handbook, &search);
    assert!(parts.len() > 2);
    assert!((0..4_000).all(|n| parts.concat().contains(&format!("word{n} and more"))));
    assert!(parts[1].len() < 60_000);
}

#[test]
fn many_terms_of_one_beginning_have_a_list_of_their_own() {
    let text: String = (0..3_000).map(|n| format!("## S{n}\n\ncontact{n} contract{n}\n\n")).collect();
    let handbook = read(&[("a.md", &text)]);
    let search = search_of(&handbook, None);
    let is_listed = |term: &str| search.index().entries.binary_search_by(|entry| (*entry.term).cmp(term)).is_ok();
    for (term, expected) in
        [("c*", true), ("cont*", true), ("conta*", true), ("contact2999", true), ("contact2999*", false), ("x*", false)]
    {
        assert_eq!(is_listed(term), expected, "{term}");
    }
}

#[test]
fn results_say_of_a_page_what_its_front_matter_does_and_no_more() {
    let page = |front_matter: &str| {
        let handbook = read(&[("a.md", &format!("---\n{front_matter}\n---\n# A\n\nText.\n"))]);
        let search = search_of(&handbook, None);
        let told = |changed, owner: &str| {
            search.part(0, 0, Place { url: &handbook.index.pages[0].url, changed, owner: owner.to_owned(), status: None })
        };
        (told(None, ""), told(Some(jiff::civil::date(2026, 3, 1)), "Ada, Bo"))
    };
    let (plain, dated) = page("order: 1");
    assert!(plain.ends_with(",[\"Text.\"])\n"), "{plain}");
    assert!(dated.ends_with(",[\"Text.\"],{\"owner\":\"Ada, Bo\",\"changed\":\"2026-03-01\"})\n"), "{dated}");
    let (full, _) = page("kind: guide\nstatus: agreed");
    assert!(full.ends_with(",{\"kind\":\"guide\",\"status\":\"agreed\"})\n"), "{full}");
}

#[test]
fn words_are_remembered_from_run_to_run_while_nothing_that_they_depend_on_changes() {
    let pages = [("a.md", "# A\n\nOne two.\n"), ("b.md", "---\naliases: [Bee]\n---\n# B\n\nThree.\n")];
    let before = search_of(&read(&pages), None);
    assert!(before.record().is_none(), "nothing is counted yet");
    before.prepare();
    let record: Vec<u8> = before.record().expect("all is counted").flatten().collect();
    let known = |pages: &[(&str, &str)], record: &[u8]| {
        let (handbook, recalled) = (read(pages), search_of(&read(pages), None));
        recalled.recall(record.to_vec());
        let known: Vec<bool> = recalled.documents.iter().map(|document| document.words.get().is_some()).collect();
        let anew = search_of(&handbook, None);
        assert!(recalled.documents.iter().zip(&anew.documents).all(|(a, b)| a.words(&recalled) == b.words(&anew)));
        known
    };
    assert_eq!(known(&pages, &record), [true, true]);
    assert_eq!(known(&[pages[0], ("b.md", "# B\n\nThree.\n")], &record), [true, false], "other bytes");
    assert_eq!(known(&[("c.md", pages[0].1), pages[1]], &record), [true, false], "another path");
    for end in 0..record.len() {
        assert_ne!(known(&pages, &record[..end]), [true, true], "cut after {end} bytes");
    }
    let handbook = read(&pages);
    let words = Words { language: "de".into(), synonyms: Arc::default() };
    let german = Search::new(&handbook.index, &handbook.pages, &handbook.sources, &words, None);
    german.recall(record);
    assert!(german.documents.iter().all(|document| document.words.get().is_none()), "another language");
}

#[test]
fn pages_are_found_by_those_who_keep_them() {
    let found = |owners: &str, query: &str| {
        let pages = "//- content/a.md\n---\nowner: zoo\n---\n# A\n\nText.\n//- content/b.md\n# B\n\nOther text.\n";
        let whole = WholeSite::parse(&format!("//- handbook.yaml\nowners: {{ zoo: {{ title: {owners} }} }}\n{pages}"));
        let site = whole.site();
        let hits = ranking::rank(&site.search, query, &site.config, &site.index).found;
        hits.iter().map(|hit| site.index.page(site.search.documents[hit.page as usize].id).title.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found("The quokkas", "quokkas"), ["A"]);
    assert_eq!(found("The quokkas", "quok"), ["A"]);
    assert_eq!(found("The numbats", "quokkas"), [""; 0]);
}
