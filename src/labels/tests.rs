use crate::fixture::WholeSite;

const BOOK: &str = "//- handbook.yaml
statuses: default
tags: { talks: Talks, how-to: { title: How to, summary: Steps to follow } }
facets: { product: [sdk, cli] }
repository: https://git.example/acme/book
";

#[test]
fn a_handbook_without_labels_keeps_the_keys_for_its_theme() {
    let whole = WholeSite::clean(
        "//- content/a.md\n---\nstatus: wip\ntags: [x]\nreplaced_by: nowhere.md\nproduct: y\ndate: soon\n---\n# A\n\nB.\n",
    );
    let id = whole.id("a.md");
    let extra = &whole.site().parsed(id).front_matter.extra;
    assert_eq!(extra.keys().collect::<Vec<_>>(), ["date", "product", "replaced_by", "status", "tags"]);
    assert!(whole.outputs().iter().all(|path| !path.contains("tags/") && !path.contains("kinds.css")), "{:?}", whole.outputs());
    assert!(!whole.render("a/index.html").contains("wip"));
    assert!(!whole.render("search/head.js").contains("facets"));
}

#[test]
fn what_is_no_label_is_told_with_the_one_that_was_meant() {
    let whole = WholeSite::parse(&format!(
        "{BOOK}//- content/a.md\n---\nstatus: retird\ntags: [Talks, tolks, zebra]\nprodukt: sdk\nreplaced_by: c.md\n---\n# A\n\nB.\n//- content/b.md\n---\nkind: decision\ndate: soon\n---\n# B\n\nC.\n"
    ));
    assert_eq!(
        whole.problems(),
        [
            "broken-link content/a.md|c.md|no page at `c.md`",
            "unknown-key content/a.md|produkt|the key `produkt` is not one that this handbook knows -> product",
            "unknown-value content/a.md|retird|the handbook has no status `retird` -> retired",
            "unknown-value content/a.md|Talks|the handbook has no tag `Talks` -> talks",
            "unknown-value content/a.md|tolks|the handbook has no tag `tolks` -> talks",
            "unknown-value content/a.md|zebra|the handbook has no tag `zebra`",
            "front-matter content/b.md|soon|`soon` is not a date",
        ]
    );
}

#[test]
fn an_accepted_page_does_not_lead_to_a_retired_one() {
    let whole = WholeSite::parse(&format!(
        "{BOOK}//- content/new.md\n---\nstatus: accepted\n---\n# New\n\nIt replaces [the first](old.md).\n//- content/old.md\n---\nstatus: retired\nreplaced_by: middle.md\n---\n# Old\n\nText.\n//- content/middle.md\n---\nstatus: retired\nreplaced_by: \"new.md\"\n---\n# Middle\n\nText.\n//- content/way/other.md\n---\nstatus: accepted\n---\n# Other\n\nSee [it](../old.md), [[middle]].\n//- content/free.md\nSee [it](old.md).\n"
    ));
    assert_eq!(
        whole.problems(),
        [
            "link-to-retired content/way/other.md|../old.md|this page is accepted and leads to `old.md`, which is retired -> ../new.md",
            "link-to-retired content/way/other.md|middle|this page is accepted and leads to `middle.md`, which is retired",
        ]
    );
    let new = whole.render("new/index.html");
    assert!(new.contains("Replaces <a href=\"../middle/\">Middle</a>"), "{new}");
    assert!(whole.render("old/index.html").contains("Replaced by <a href=\"../middle/\">Middle</a>"));
}

#[test]
fn pages_of_a_label_are_listed_and_narrow_the_search() {
    let whole = WholeSite::clean(&format!(
        "{BOOK}//- content/a.md\n---\ntags: [how-to, talks]\nproduct: sdk\n---\n# First\n\nApples.\n//- content/b.md\n---\ntags: talks\nstatus: retired\n---\n# Second\n\nApples.\n"
    ));
    let outputs = whole.outputs();
    for path in ["tags/index.html", "tags/talks/index.html", "product/sdk/index.html"] {
        assert!(outputs.iter().any(|output| output == path), "{path}: {outputs:?}");
    }
    assert!(!outputs.iter().any(|output| output.starts_with("product/cli")), "a value that no page has has no list");
    let found = |query: &str| -> Vec<String> {
        let site = whole.site();
        site.search.find(query, &site.config, &site.index).map(|hit| hit.title).collect()
    };
    assert_eq!(found("tag:talks"), ["First", "Second"]);
    assert_eq!(found("tag:talks product:sdk"), ["First"]);
    assert_eq!(found("tag:how apples"), ["First"]);
    assert_eq!(found("tag:none"), [""; 0]);
    assert_eq!(found("second"), ["Second"]);
    let page = whole.render("a/index.html");
    assert!(page.contains("href=\"../tags/how-to/\""), "{page}");
    let list = whole.render("tags/talks/index.html");
    assert!(list.contains("?q=tag:talks%20product:sdk") && list.contains(">Retired<"), "{list}");
}

#[test]
fn what_is_retired_is_found_behind_what_is_in_force() {
    let book = |status: &str| {
        format!(
            "{BOOK}//- content/a.md\n---\nstatus: {status}\n---\n# Travel budget\n\nWho pays for trains, and travel budget again.\n//- content/b.md\n# Trains\n\nThe travel budget pays for trains.\n"
        )
    };
    let first = |status: &str| {
        let whole = WholeSite::clean(&book(status));
        let site = whole.site();
        site.search.find("travel budget", &site.config, &site.index).next().map(|hit| hit.title)
    };
    assert_eq!(first("accepted").as_deref(), Some("Travel budget"));
    assert_eq!(first("retired").as_deref(), Some("Trains"));
}
