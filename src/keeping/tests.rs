use super::codeowners::{Codeowners, REGION, REGION_END, Region, RegionFault};
use crate::fixture::WholeSite;

#[test]
fn the_last_line_of_codeowners_that_matches_decides() {
    let text = format!(
        "# who\n*  @acme/all # everybody\n/docs/ @acme/docs\nhandbook/*.md @ann @bo\nlabs/ labs@acme.example\n/a\\ b/ @acme/blank\n\
         /docs/free/\n[Section]\n{REGION}/docs/\n/docs/x.md @acme/ours\n{REGION_END}\n"
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

/// The region of a handbook whose configuration begins with `config`.
fn region(config: &str, pages: &str) -> Region {
    let whole = WholeSite::parse(&format!("//- handbook.yaml\n{config}\n{pages}"));
    Region::new(&whole.site().index, &whole.site().keeping, None)
}

const SHARED: &str = "//- content/index.md\n# Home\n//- content/labs/a.md\n---\nowner: docs\n---\n# A\n//- content/labs/deep/b.md\n---\nowner: docs\n---\n# B\n\
                      //- content/talks/c [1].md\n---\nowner: [ann, team]\n---\n# C\n//- content/talks/d.md\n---\nowner: legal\n---\n# D\n";

#[test]
fn the_owners_of_pages_are_written_as_few_lines() {
    let owners = "owners: { docs: { contact: \"@acme/docs\" }, ann: { contact: ann@acme.example }, legal: { contact: \"https://acme.example\" },\
                  team: { members: [Bo, \"@cy\", \"@bo\"] } }";
    let region = region(owners, SHARED);
    assert_eq!(region.lines, ["/content/labs/ @acme/docs", "/content/talks/c\\ ?1?.md ann@acme.example @cy @bo"]);
    assert_eq!(region.without_handle.iter().map(|name| &**name).collect::<Vec<_>>(), ["Legal"]);
    // What is written says of each page who keeps it.
    let written = region.within("").expect("there are no marks");
    let lines: String = written.lines().filter(|line| !line.starts_with(REGION)).map(|line| format!("{line}\n")).collect();
    let codeowners = Codeowners::parse(&lines);
    assert_eq!(codeowners.of("content/labs/deep/b.md"), ["@acme/docs".into()]);
    assert_eq!(codeowners.of("content/talks/c [1].md").len(), 3);
    assert!(codeowners.of("content/talks/d.md").is_empty() && codeowners.of("content/index.md").is_empty());
    assert!(Codeowners::parse(&written).handles().is_empty(), "it is never read back");
}

#[test]
fn the_region_leaves_the_rest_of_the_file_alone() {
    let region = region("title: Book", "//- content/a.md\n---\nowner: \"@ann\"\n---\n# A\n");
    let own = "# journeybook: owners of the pages in /content/, written by `journeybook codeowners`\n/content/a.md @ann\n# journeybook: end\n";
    let other = own.replace("content", "docs");
    for (before, after) in [
        (String::new(), own.to_owned()),
        ("* @all".to_owned(), format!("* @all\n\n{own}")),
        (format!("* @all\n\n{}/x @y\n", own.replace("@ann", "@old @older")), format!("* @all\n\n{own}/x @y\n")),
        (
            format!("* @all\r\n{}/x @y\r\n", own.replace("@ann", "@old").replace('\n', "\r\n")),
            format!("* @all\n{own}/x @y\n").replace('\n', "\r\n"),
        ),
        // Another handbook of the repository has a region of its own.
        (other.clone(), format!("{other}\n{own}")),
    ] {
        assert_eq!(region.within(&before), Ok(after.clone()), "{before}");
        assert_eq!(region.within(&after), Ok(after), "nothing more is to be done");
    }
    assert_eq!(region.within(&format!("x\n{}", own.replace("end\n", "ende\n"))), Err(RegionFault::Open(2)));
    assert_eq!(region.within(&format!("{own}{own}")), Err(RegionFault::Twice(4)));
    let nobody = self::region("title: Book", "//- content/a.md\n# A\n");
    assert_eq!(nobody.within("* @all\n").as_deref(), Ok("* @all\n"));
    let emptied = nobody.within(own).expect("both marks are there");
    assert_eq!(emptied.lines().count(), 2, "{emptied}");
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
