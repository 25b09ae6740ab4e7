use super::*;
use crate::fixture::WholeSite;
use crate::journey::StageIndex;

/// A tree as lines, two spaces for each level: pages by path, folders by name.
fn lines(whole: &WholeSite, tree: &[TreeNode], depth: usize) -> String {
    let line = |node: &TreeNode| {
        let name = match (node.page, &node.folder) {
            (Some(id), _) => whole.path(id).to_owned(),
            (None, Some(folder)) => format!("{folder}/"),
            (None, None) => "nothing".to_owned(),
        };
        assert_eq!(node.nodes, 1 + node.children.iter().map(|child| child.nodes).sum::<usize>());
        assert_eq!(node.pages, usize::from(node.page.is_some()) + node.children.iter().map(|child| child.pages).sum::<usize>());
        format!("{}{name}\n{}", "  ".repeat(depth), lines(whole, &node.children, depth + 1))
    };
    tree.iter().map(line).collect()
}

fn stop(whole: &WholeSite, stop: Option<Stop>) -> String {
    match stop {
        None => "-".to_owned(),
        Some(Stop::Page(id)) => whole.path(id).to_owned(),
        Some(Stop::Landing(stage)) => format!("/{}/", whole.site().config.journey.stage(stage).id),
    }
}

/// Pages without front matter, in a custom journey of two stages.
fn of_paths(paths: &[&str]) -> WholeSite {
    let pages: String = paths.iter().map(|path| format!("//- content/{path}\n# A\n\nB.\n")).collect();
    WholeSite::clean(&format!("//- handbook.yaml\njourney: {{ stages: [one, two, three], needs: [] }}\n{pages}"))
}

/// The chain from a stop on, until it repeats or ends.
fn chain(whole: &WholeSite, start: Stop) -> Vec<String> {
    let site = whole.site();
    let mut stops = vec![stop(whole, Some(start))];
    let mut here = start;
    loop {
        let turns = match here {
            Stop::Page(id) => site.navigation.turns(&site.index, id),
            Stop::Landing(stage) => site.navigation.landing_turns(stage),
        };
        let Some(next) = turns.next else { return stops };
        let back = match next {
            Stop::Page(id) => site.navigation.turns(&site.index, id),
            Stop::Landing(stage) => site.navigation.landing_turns(stage),
        };
        assert_eq!(back.previous, Some(here), "the way back from {}", stop(whole, Some(next)));
        stops.push(stop(whole, Some(next)));
        if next == start {
            return stops;
        }
        here = next;
    }
}

#[test]
fn the_journey_is_a_loop_through_every_page_and_landing() {
    let whole = of_paths(&["one/b.md", "one/a.md", "three/c.md", "three.md", "outside.md"]);
    let expected = ["/one/", "one/a.md", "one/b.md", "/two/", "/three/", "three/c.md", "/one/"];
    assert_eq!(chain(&whole, Stop::Landing(StageIndex(0))), expected);
    let site = whole.site();
    let landing = site.navigation.turns(&site.index, whole.id("three.md"));
    assert_eq!(landing, site.navigation.landing_turns(StageIndex(2)));
    assert_eq!((stop(&whole, landing.previous), stop(&whole, landing.next)), ("/two/".to_owned(), "three/c.md".to_owned()));
}

#[test]
fn a_single_stage_without_pages_leads_nowhere() {
    let whole = WholeSite::clean("//- handbook.yaml\njourney: { stages: [one], needs: [] }\n//- content/a.md\n# A\n\nB.\n");
    assert_eq!(whole.site().navigation.landing_turns(StageIndex(0)), Turns::default());
}

#[test]
fn pages_outside_the_journey_are_a_line_of_their_own() {
    let whole = of_paths(&["index.md", "team/b.md", "team/a.md", "about.md", "one/x.md"]);
    let first = Stop::Page(whole.id("about.md"));
    assert_eq!(chain(&whole, first), ["about.md", "team/a.md", "team/b.md"]);
    let site = whole.site();
    let turns = |path: &str| site.navigation.turns(&site.index, whole.id(path));
    assert_eq!((turns("about.md").previous, turns("team/b.md").next), (None, None));
    assert_eq!((stop(&whole, turns("index.md").previous), stop(&whole, turns("index.md").next)), ("-".into(), "/one/".into()));
}

#[test]
fn without_a_journey_home_opens_the_line() {
    let whole = WholeSite::clean("//- content/index.md\n# H\n\nB.\n//- content/a.md\n# A\n\nB.\n//- content/b/c.md\n# C\n\nB.\n");
    assert_eq!(chain(&whole, Stop::Page(whole.id("index.md"))), ["index.md", "a.md", "b/c.md"]);
}

#[test]
fn pages_stand_in_folders_by_order_and_then_naturally() {
    let page = |path: &str, order: &str| format!("//- content/{path}\n---\n{order}\n---\n# A\n\nB.\n");
    let pages: String = [
        ("10-publish.md", ""),
        ("2-setup.md", ""),
        ("zebra.md", "order: 1"),
        ("yak.md", "order: -1"),
        ("guides/README.md", "order: 2"),
        ("guides/b.md", ""),
        ("guides/A.md", ""),
        ("single/only.md", ""),
        ("talks/2026/one.md", ""),
        ("talks/2026/two.md", ""),
        ("talks/2025.md", ""),
    ]
    .iter()
    .map(|(path, order)| page(path, order))
    .collect();
    let whole = WholeSite::clean(&pages);
    let expected = "\
yak.md
zebra.md
guides/README.md
  guides/A.md
  guides/b.md
2-setup.md
10-publish.md
single/only.md
talks/
  talks/2025.md
  talks/2026/
    talks/2026/one.md
    talks/2026/two.md
";
    let navigation = &whole.site().navigation;
    assert_eq!(lines(&whole, &navigation.outside, 0), expected);
    assert_eq!(navigation.trail(whole.id("talks/2026/two.md")), [6, 1, 1]);
    assert_eq!(navigation.trail(whole.id("guides/README.md")), [2]);
    let top: Vec<String> = navigation
        .folder("")
        .iter()
        .map(|item| match item {
            FolderItem::Page(id) => whole.path(*id).to_owned(),
            FolderItem::Folder(path) => format!("{path}/"),
        })
        .collect();
    assert_eq!(top, ["yak.md", "zebra.md", "guides/README.md", "2-setup.md", "10-publish.md", "single/", "talks/"]);
}

#[test]
fn a_stage_holds_its_pages_whatever_folder_they_lie_in() {
    let whole = WholeSite::clean(
        "//- handbook.yaml
journey: { stages: [one, two], needs: [] }
//- content/one/index.md
# One

Landing.
//- content/one/a.md
# A

B.
//- content/one/deep/b.md
# A

B.
//- content/one/deep/c.md
# A

B.
//- content/guides/one.md
---
stage: [one, two]
---
# A

B.
//- content/two/only.md
---
stage: [two, one]
---
# A

B.
//- content/top.md
---
stage: one
order: 1
---
# A

B.
",
    );
    let stages = &whole.site().navigation.stages;
    let expected = "top.md\none/a.md\none/deep/\n  one/deep/b.md\n  one/deep/c.md\nguides/one.md\n";
    assert_eq!(lines(&whole, &stages[0].tree, 0), expected);
    let paths = |ids: &[PageId]| ids.iter().map(|id| whole.path(*id).to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(&stages[0].pages), ["top.md", "one/a.md", "one/deep/b.md", "one/deep/c.md", "guides/one.md"]);
    assert_eq!((paths(&stages[0].shared), paths(&stages[1].shared)), (vec!["two/only.md".into()], vec!["guides/one.md".into()]));
    assert!(whole.site().navigation.outside.is_empty());
}

#[test]
fn backlinks_are_links_turned_around_each_page_once() {
    let whole = WholeSite::clean(
        "//- content/a.md
# A

[x](https://example.com) [b](b.md) [b](b.md#b) [a](#a) [c](c.md)
//- content/b.md
# B

[a](a.md)
//- content/c.md
# C

[[b]]
//- content/draft.md
---
draft: true
---
# D

[b](b.md)
",
    );
    let site = whole.site();
    for (path, expected) in [("a.md", vec![("b.md", 0)]), ("b.md", vec![("a.md", 1), ("c.md", 0)]), ("c.md", vec![("a.md", 4)])] {
        let found: Vec<(&str, u32)> =
            site.backlinks.to(whole.id(path)).iter().map(|link| (whole.path(link.from), link.link)).collect();
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn orphans_and_dead_ends_are_told_when_asked_for() {
    const PAGES: &str = "//- content/index.md
# Home

[a](one/a.md)
//- content/one/index.md
# One

Here.
//- content/one/a.md
# A

[b](b.md)
//- content/one/b.md
# B

[two](/two/)
//- content/one/stuck.md
# Stuck

[c](stuck-too.md)
//- content/one/stuck-too.md
# Stuck, too

[c](stuck.md)
//- content/three/last.md
# Last

[again](/one/)
//- content/three/end.md
# End

Here.
//- content/three/shared.md
---
stage: [three, one]
---
# Shared

Here.
";
    let told = |checks: &str| {
        let config = format!("journey: {{ stages: [one, two, three], needs: [] }}\nchecks: {{ {checks} }}");
        let problems = WholeSite::parse(&format!("//- handbook.yaml\n{config}\n{PAGES}")).problems();
        problems.iter().map(|problem| problem.split('|').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(told(""), Vec::<String>::new());
    let orphans = ["three/end", "three/last", "three/shared"].map(|page| format!("orphan-page content/{page}.md"));
    assert_eq!(told("orphan-page: warn"), orphans);
    let dead_ends = ["one/index", "one/stuck-too", "one/stuck", "three/end"].map(|page| format!("dead-end content/{page}.md"));
    assert_eq!(told("dead-end: warn"), dead_ends);
}

#[test]
fn what_has_equal_inputs_is_kept() {
    let whole = of_paths(&["one/a.md", "b.md"]);
    let site = whole.site();
    let linked = Linked {
        config: Arc::clone(&site.config),
        sources: Arc::clone(&site.sources),
        surroundings: Arc::clone(&site.surroundings),
        index: Arc::clone(&site.index),
        keeping: Arc::clone(&site.keeping),
        labels: Arc::clone(&site.labels),
        glossary: Arc::default(),
        term_uses: Vec::new(),
        generated: Arc::clone(&site.generated),
        pages: site.pages.clone(),
        links: site.links.clone(),
    };
    let kept =
        Kept { navigation: Some(&site.navigation), backlinks: Some(&site.backlinks), search: Some(&site.search), drawings: None };
    let again = resolve(linked.clone(), kept).value;
    assert!(Arc::ptr_eq(&again.navigation, &site.navigation) && Arc::ptr_eq(&again.backlinks, &site.backlinks));
    let anew = resolve(linked, Kept::default()).value;
    assert!(!Arc::ptr_eq(&anew.navigation, &site.navigation) && anew.navigation == site.navigation);
}
