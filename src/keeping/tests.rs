use super::codeowners::{Codeowners, REGION, REGION_END};
use crate::fixture::WholeSite;

#[test]
fn the_last_line_of_codeowners_that_matches_decides() {
    let text = format!(
        "# who\n*  @acme/all # everybody\n/docs/ @acme/docs\nhandbook/*.md @ann @bo\nlabs/ labs@acme.example\n/a\\ b/ @acme/blank\n\
         /docs/free/\n[Section]\n{REGION}\n/docs/x.md @acme/ours\n{REGION_END}\n"
    );
    let codeowners = Codeowners::parse(&text);
    for (path, owners) in [
        ("readme.md", &["@acme/all"][..]),
        ("docs/x.md", &["@acme/docs"]),
        ("docs/deep/y.md", &["@acme/docs"]),
        ("docs/free/z.md", &[]),
        ("handbook/a.md", &["@ann", "@bo"]),
        ("handbook/deep/a.md", &["@acme/all"]),
        ("x/labs/deep/a.md", &["labs@acme.example"]),
        ("a b/c.md", &["@acme/blank"]),
    ] {
        let found: Vec<&str> = codeowners.of(path).iter().map(|owner| &**owner).collect();
        assert_eq!(found, owners, "{path}");
    }
}

fn book(config: &str, pages: &str) -> WholeSite {
    WholeSite::on_day(&format!("//- handbook.yaml\n{config}\n{pages}"), jiff::civil::date(2026, 3, 1))
}

#[test]
fn what_is_overdue_is_a_note_and_what_lies_ahead_a_warning() {
    let site = book(
        "assign: [{ paths: [policies/**], review_every: 1 year }]",
        "//- content/a.md\n---\nreviewed: 2020-01-31\nreview_every: 1 month\n---\n# A\n\nx\n\
         //- content/b.md\n---\nreviewed: 2026-03-02\nreview_every: 1 month\n---\n# B\n\nx\n\
         //- content/policies/c.md\n---\nreviewed: 2025-02-28\n---\n# C\n\nx\n\
         //- content/policies/d.md\n---\nreviewed: 2025-03-01\n---\n# D\n\nx\n",
    );
    assert_eq!(
        site.problems(),
        [
            "review-overdue content/a.md|2020-01-31|the review of this page was due on 2020-02-29, 6 years ago",
            "review-in-future content/b.md|2026-03-02|this review is dated 2026-03-02, which is after 2026-03-01",
            "review-overdue content/policies/c.md|2025-02-28|the review of this page was due on 2026-02-28, 1 day ago",
        ]
    );
}

#[test]
fn owners_are_those_that_are_listed() {
    let pages = "//- content/a.md\n---\nowner: docs-taem\n---\n# A\n\nx\n//- content/b.md\n---\nowner: [docs-team, Docs Team]\n---\n# B\n\nx\n\
                 //- content/c/d.md\n# D\n\nx\n";
    let config = "owners: { docs-team: { title: Docs team }, ann: }\nassign: [{ paths: [c/**], owner: ann }]\nchecks: { missing-owner: warn }";
    let site = book(config, pages);
    assert_eq!(
        site.problems(),
        [
            "unknown-owner content/a.md|docs-taem|the handbook has no owner `docs-taem` -> docs-team",
            "unknown-owner content/b.md|Docs Team|the handbook has no owner `Docs Team` -> docs-team",
        ]
    );
    let keeping = &site.site().keeping;
    assert_eq!(keeping.page(site.id("c/d.md")).owners[0].name.as_ref(), "Ann");
    assert!(site.render("owners/docs-team/index.html").contains("../../b/"));
    let free = book("", pages);
    assert_eq!(free.problems(), Vec::<String>::new(), "without `owners:` they are free text");
    assert!(free.outputs().iter().all(|path| !path.starts_with("owners/")));
}
