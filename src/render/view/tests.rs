use super::*;
use crate::fixture::WholeSite;
use crate::generated::Generated;
use crate::path::UrlPath;
use crate::plan::Recipe;
use crate::render::context::{MapCell, MapState, PageRole, SidebarContext, TreeEntry};
use crate::render::html::RenderedBody;

fn page(path: &str, front_matter: &str) -> String {
    format!("//- content/{path}\n---\n{front_matter}\n---\n# A page\n\nText.\n")
}

/// What `make` makes for the page at an address.
fn at<T>(whole: &WholeSite, url: &str, make: impl FnOnce(Here<'_>) -> T) -> T {
    make(Here { site: whole.site(), locale: whole.handbook.theme.locale(), url: &UrlPath::from(url), absolute: None })
}

fn sidebar_of(whole: &WholeSite, path: &str) -> SidebarContext {
    let index = &whole.site().index;
    let (id, stage) = (whole.id(path), index.page(whole.id(path)).membership.home().filter(|_| index.shows_journey));
    at(whole, index.page(id).url.as_str(), |here| sidebar::sidebar(here, Some(id), stage))
}

fn size(sidebar: &SidebarContext) -> usize {
    let stages = sidebar.groups.iter().flat_map(|group| &group.stages);
    sidebar.groups.iter().map(|group| group.entries.len()).sum::<usize>()
        + stages.map(|stage| 1 + stage.entries.len()).sum::<usize>()
}

/// A flat tree as a template renders it: one `(` for each list that opens.
fn nested(entries: &[TreeEntry]) -> String {
    let mut text = String::new();
    for entry in entries {
        text += &entry.title;
        text += if entry.opens { "(" } else { " " };
        text += &")".repeat(entry.closes);
    }
    text
}

#[test]
fn the_sidebar_lists_the_current_stage_and_the_pages_beside_the_journey() {
    let text = page("adoption/labs.md", "title: Labs")
        + &page("adoption/deep/a.md", "title: A")
        + &page("adoption/deep/b.md", "title: B")
        + &page("advocacy/x.md", "title: X")
        + &page("team.md", "title: Team");
    let whole = WholeSite::clean(&text);
    let sidebar = sidebar_of(&whole, "adoption/deep/a.md");
    let labels: Vec<Option<&str>> = sidebar.groups.iter().map(|group| group.label.as_deref()).collect();
    let expected = [
        "From inspiration to production",
        "From production to participation",
        "From participation to inspiration",
        "The handbook",
    ];
    assert_eq!(labels, expected.map(Some));
    let stages: Vec<_> = sidebar.groups.iter().flat_map(|group| &group.stages).collect();
    assert_eq!(stages.len(), 7);
    let adoption = stages[3];
    assert_eq!((adoption.current, adoption.landing, adoption.count, adoption.unlisted), (true, false, 3, 0));
    assert_eq!(nested(&adoption.entries), "Deep(A B )Labs ");
    let marks: Vec<_> = adoption.entries.iter().map(|entry| (entry.current, entry.ancestor)).collect();
    assert_eq!(marks, [(false, true), (true, false), (false, false), (false, false)]);
    assert_eq!((stages[6].count, stages[6].current, stages[6].entries.len()), (1, false, 0));
    assert_eq!(nested(&sidebar.groups[3].entries), "Team ");
    assert_eq!(adoption.entries[3].href, "../../labs/");
}

/// What a page carries does not grow with the handbook.
#[test]
fn the_sidebar_of_a_large_handbook_is_bounded_and_says_what_it_leaves_out() {
    let mut flat: String = (0..600).map(|n| page(&format!("adoption/p{n}.md"), "")).collect();
    flat += &(0..300).map(|n| page(&format!("team/t{n}.md"), "")).collect::<String>();
    flat += &(0..300).map(|n| page(&format!("top{n}.md"), "")).collect::<String>();
    let whole = WholeSite::clean(&flat);
    for (path, current) in [("adoption/p0.md", 0), ("adoption/p300.md", 300), ("adoption/p599.md", 599)] {
        let sidebar = sidebar_of(&whole, path);
        assert!(size(&sidebar) <= 150, "{path}: {}", size(&sidebar));
        let stage = sidebar.groups.iter().flat_map(|group| &group.stages).find(|stage| stage.current).expect("it has a stage");
        assert_eq!(stage.entries.iter().filter(|entry| entry.current).count(), 1, "{path}");
        assert_eq!(stage.entries.len() + stage.unlisted, 600, "{path}");
        let others = &sidebar.groups.last().expect("there are others").clone();
        assert_eq!(
            others.entries.iter().map(|entry| entry.count.unwrap_or(1)).sum::<usize>() + others.unlisted,
            600,
            "{current}"
        );
    }
    let outside = sidebar_of(&whole, "team/t150.md");
    assert!(size(&outside) <= 150 && outside.groups.iter().flat_map(|group| &group.entries).any(|entry| entry.current));
    let tall: String =
        (0..100).flat_map(|level| ["a", "b"].map(|name| page(&format!("{}{name}.md", "d/".repeat(level)), ""))).collect();
    let sidebar = sidebar_of(&WholeSite::clean(&tall), &format!("{}a.md", "d/".repeat(90)));
    let entries = &sidebar.groups[0].entries;
    assert!(size(&sidebar) <= 60 && entries.iter().any(|entry| entry.current), "{}", size(&sidebar));
    let counted = entries.iter().filter(|entry| entry.opens || entry.count.is_none()).filter(|entry| !entry.opens).count();
    assert_eq!(counted + entries.iter().filter_map(|entry| entry.count).sum::<usize>() + sidebar.groups[0].unlisted, 200);
    let mut deep = String::new();
    for folder in 0..40 {
        deep += &(0..20).map(|n| page(&format!("f{folder}/g/h/p{n}.md"), "")).collect::<String>();
        deep += &page(&format!("f{folder}/x.md"), "");
        deep += &page(&format!("f{folder}/g/y.md"), "");
    }
    let without_journey = WholeSite::clean(&deep);
    let sidebar = sidebar_of(&without_journey, "f20/g/h/p10.md");
    assert!(size(&sidebar) <= 150, "{}", size(&sidebar));
    let entries = &sidebar.groups[0].entries;
    assert!(sidebar.groups[0].label.is_none() && entries.iter().any(|entry| entry.current));
    let (opens, closes): (usize, usize) =
        (entries.iter().filter(|entry| entry.opens).count(), entries.iter().map(|entry| entry.closes).sum());
    assert_eq!(opens, closes, "every list that opens is closed");
}

/// The breadcrumb of an output as `title href`.
fn crumbs(whole: &WholeSite, output: &str) -> Vec<String> {
    let recipe = whole.handbook.plan.outputs.get(output).unwrap_or_else(|| panic!("no output {output}"));
    let url = output.strip_suffix("index.html").unwrap_or(output);
    let generated = |role, stage| at(whole, url, |here| page::generated(here, role, String::new(), stage));
    let context = match recipe {
        Recipe::Page(id) => {
            let role = if url.is_empty() { PageRole::Home } else { PageRole::Page };
            at(whole, url, |here| page::written(here, *id, role, RenderedBody::default()))
        }
        Recipe::Generated(Generated::Landing(stage)) => generated(PageRole::Stage, Some(*stage)),
        Recipe::Generated(Generated::Folder(_)) => generated(PageRole::Section, None),
        Recipe::Generated(Generated::Map) => generated(PageRole::Map, None),
        _ => generated(PageRole::NotFound, None),
    };
    context.breadcrumbs.iter().map(|crumb| format!("{} {}", crumb.title, crumb.href.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn breadcrumbs_lead_from_home_to_what_holds_the_page() {
    let text = page("adoption/deep/a.md", "title: A")
        + &page("adoption/deep/b.md", "")
        + &page("adoption/labs.md", "")
        + &page("guides/x.md", "stage: adoption")
        + &page("team/index.md", "title: The team")
        + &page("team/a b/c.md", "")
        + &page("team/a b/d.md", "")
        + &page("index.md", "");
    let whole = WholeSite::clean(&text);
    let arc = "From inspiration to production -";
    for (output, expected) in [
        ("index.html", vec![]),
        ("adoption/deep/a/index.html", vec!["Home ../../../", arc, "Adoption ../../", "Deep ../"]),
        ("adoption/labs/index.html", vec!["Home ../../", arc, "Adoption ../"]),
        ("guides/x/index.html", vec!["Home ../../", arc, "Adoption ../../adoption/"]),
        ("adoption/index.html", vec!["Home ../", arc]),
        ("team/index.html", vec!["Home ../"]),
        ("team/a b/c/index.html", vec!["Home ../../../", "The team ../../", "A b ../"]),
        ("team/a b/index.html", vec!["Home ../../", "The team ../"]),
        ("map/index.html", vec!["Home ../"]),
        ("404.html", vec![]),
    ] {
        assert_eq!(crumbs(&whole, output), expected, "{output}");
    }
}

#[test]
fn breadcrumbs_do_not_grow_with_the_depth_of_folders() {
    let folders = (1..=40).map(|level| format!("f{level}")).collect::<Vec<_>>().join("/");
    for (path, above) in [(format!("{folders}/page.md"), 1), (format!("adoption/{folders}/page.md"), 3)] {
        // A page in each folder: the tree of a stage omits folders with a single entry.
        let beside = path.match_indices('/').map(|(end, _)| page(&format!("{}/beside.md", &path[..end]), ""));
        let whole = WholeSite::clean(&(page(&path, "") + &beside.collect::<String>() + &page("index.md", "")));
        let crumbs = crumbs(&whole, &path.replace(".md", "/index.html"));
        let titles: Vec<&str> = crumbs.iter().map(|crumb| crumb.rsplit_once(' ').expect("two words").0).collect();
        assert_eq!(titles.len(), above + 13, "{titles:?}");
        assert_eq!(&titles[above..above + 7], ["F1", "F2", "F3", "F4", "F5", "F6", "…"], "{titles:?}");
        assert_eq!(titles.last(), Some(&"F40"), "{titles:?}");
    }
}

fn cell<'a>(cells: &'a [(String, MapCell)], name: &str) -> &'a MapCell {
    cells.iter().find(|(key, _)| key == name).map_or_else(|| panic!("no cell {name}"), |(_, cell)| cell)
}

/// The table's cells by `stage/need`, with `across` for pages without a stage and `none` for pages without a need.
fn map_of(whole: &WholeSite) -> (Vec<(String, MapCell)>, crate::render::context::MapContext) {
    let map = at(whole, "map/", map::map);
    let columns: Vec<String> =
        map.columns.iter().map(|column| column.stage.as_ref().map_or("across".to_owned(), |stage| stage.id.clone())).collect();
    let cells = map.rows.iter().flat_map(|row| {
        assert_eq!(row.cells.len(), columns.len());
        row.cells.iter().zip(&columns).map(|(cell, column)| (format!("{column}/{}", row.id), cell.clone())).collect::<Vec<_>>()
    });
    (cells.collect(), map)
}

#[test]
fn the_map_counts_pages_by_stage_and_need() {
    let text = "//- handbook.yaml
repository: https://github.com/acme/handbook
journey:
  stages: [one, two]
  needs: [{ id: ease, summary: It is easy., offers: [labs, kits] }, joy]
  not_applicable: [{ stage: two, need: joy, reason: Nobody laughs here. }]
"
    .to_owned()
        + &page("one/index.md", "needs: [ease]")
        + &page("one/a.md", "needs: [ease]\nkind: play\nowner: [docs, ops]\nreviewed: 2026-03-05")
        + &page("one/b.md", "needs: [ease]\nstage: [one, two]\nowner: [eng, docs, web]\nreviewed: 2025-11-30")
        + &page("one/c.md", "needs: [ease]\nkind: policy")
        + &page("one/d.md", "")
        + &page("team.md", "needs: [joy]")
        + &page("other.md", "");
    let whole = WholeSite::clean(&text);
    let (cells, map) = map_of(&whole);
    let ease = cell(&cells, "one/ease");
    assert_eq!((ease.state, ease.count, &*ease.name), (MapState::Pages, 2, "One, ease: 2 pages"));
    assert_eq!((&ease.owners[..], ease.owners_unlisted), (&["docs", "eng", "ops"].map(str::to_owned)[..], 1));
    assert_eq!((ease.oldest_review.as_deref(), ease.href.as_deref()), (Some("November 2025"), Some("../one/#jb-need-ease")));
    let shared = cell(&cells, "two/ease");
    assert_eq!((shared.count, shared.href.as_deref()), (1, Some("../two/#jb-shared")));
    let gap = cell(&cells, "one/joy");
    assert_eq!((gap.state, &*gap.name, gap.href.as_deref()), (MapState::Gap, "One, joy: gap", None));
    let invite = gap.invite.as_ref().expect("the stage has plays, and the repository is known");
    assert!(
        invite.href.starts_with("https://github.com/acme/handbook/new/main/content/one?filename=joy%2Emd&value="),
        "{}",
        invite.href
    );
    let left_out = cell(&cells, "two/joy");
    assert_eq!((left_out.state, left_out.reason.as_deref()), (MapState::NotApplicable, Some("Nobody laughs here.")));
    let across = cell(&cells, "across/joy");
    assert_eq!((across.count, across.href.as_deref()), (1, Some("../#jb-across")));
    assert_eq!((cell(&cells, "one/none").count, cell(&cells, "two/none").state), (1, MapState::Gap));
    let counts: Vec<(&str, usize)> = map.columns.iter().map(|column| (&*column.label, column.count)).collect();
    assert_eq!(counts, [("One", 3), ("Two", 1), ("Across the journey", 1)]);
    assert_eq!((map.page_count, map.gap_count), (4, 4));
    assert_eq!((map.offers.len(), &*map.offers[0].need, &*map.offers[0].text), (1, "Ease", "labs, kits"));
}

#[test]
fn the_map_has_only_the_rows_and_columns_that_somebody_fills() {
    let whole = WholeSite::clean(&page("adoption/a.md", "needs: [autonomy]"));
    let (cells, map) = map_of(&whole);
    assert_eq!((map.rows.len(), map.columns.len()), (5, 7));
    assert!(cells.iter().all(|(_, cell)| cell.invite.is_none()), "no stage has a play, and no repository is known");
    assert_eq!(map.gap_count, 34);
}

#[test]
fn drafts_are_counted_apart_once_they_are_built() {
    let text = page("adoption/a.md", "needs: [autonomy]\ndraft: true") + &page("adoption/b.md", "needs: [tutoring]");
    let map = |whole: &WholeSite| {
        let (cells, map) = map_of(whole);
        let found = cell(&cells, "adoption/autonomy");
        (found.state, found.count, found.drafts, found.name.clone(), map.page_count)
    };
    let left_out = (MapState::Gap, 0, 0, "Adoption, autonomy: gap".to_owned(), 1);
    assert_eq!(map(&WholeSite::clean(&text)), left_out);
    let built = (MapState::Pages, 0, 1, "Adoption, autonomy: 1 draft".to_owned(), 1);
    assert_eq!(map(&WholeSite::with_drafts(&text)), built);
}

#[test]
fn home_and_landing_pages_tell_the_whole_journey() {
    let text = page("index.md", "")
        + &page("adoption/a.md", "needs: [autonomy, tutoring]\ntitle: A")
        + &page("adoption/b.md", "title: B")
        + &page("advocacy/c.md", "stage: [advocacy, adoption]\ntitle: C")
        + &page("team.md", "title: Team");
    let whole = WholeSite::clean(&text);
    let home = at(&whole, "", journey::home);
    assert_eq!((home.groups.len(), home.page_count, home.map_href.as_deref()), (3, 5, Some("map/")));
    assert_eq!(nested(&home.entries), "Team ");
    let counts: Vec<usize> = home.groups.iter().flat_map(|group| &group.stages).map(|stage| stage.count).collect();
    assert_eq!(counts, [0, 0, 0, 2, 0, 0, 1]);
    let stage = at(&whole, "adoption/", |here| journey::stage(here, StageIndex(3)));
    let groups: Vec<(Option<&str>, Vec<&str>)> = stage
        .needs
        .iter()
        .map(|group| (group.need.as_ref().map(|need| &*need.id), group.pages.iter().map(|page| &*page.title).collect()))
        .collect();
    assert_eq!(groups, [(Some("autonomy"), vec!["A"]), (Some("tutoring"), vec!["A"]), (None, vec!["B"])]);
    assert_eq!((stage.count, stage.of, &*stage.shared[0].title), (2, 7, "C"));
    let neighbours =
        [stage.from, stage.to].map(|neighbour| neighbour.map(|near| (near.stage.id, near.group.is_some(), near.wraps)));
    assert_eq!(neighbours, [Some(("assessment".to_owned(), false, false)), Some(("activation".to_owned(), true, false))]);
    let last = at(&whole, "advocacy/", |here| journey::stage(here, StageIndex(6))).to.expect("it is a loop");
    assert_eq!((&*last.stage.id, last.wraps), ("attraction", true));
}

#[test]
fn a_step_over_a_border_is_named_by_its_stage() {
    let whole = WholeSite::clean(&(page("advocacy/a.md", "title: A") + &page("adoption/b.md", "title: B")));
    for (path, url, title, wraps) in
        [("advocacy/a.md", "advocacy/a/", "Attraction", true), ("adoption/b.md", "adoption/b/", "Activation", false)]
    {
        let body = RenderedBody::default();
        let context = at(&whole, url, |here| page::written(here, whole.id(path), PageRole::Page, body));
        let next = context.next.expect("it is a loop");
        let border = next.border.expect("the next page is another stage's");
        assert_eq!((&*next.title, &*border.stage.title, border.wraps), (title, title, wraps), "{path}");
        assert!(border.group.is_some() && context.prev.is_some_and(|previous| previous.border.is_none()));
    }
}

#[test]
fn texts_are_cut_at_a_word() {
    for (text, limit, expected) in
        [("short", 10, "short"), ("one two three", 9, "one two…"), ("one, two", 5, "one…"), ("éééééééé", 3, "ééé…"), ("", 3, "")]
    {
        assert_eq!(shortened(text, limit), expected);
    }
}

#[test]
fn links_of_the_theme_are_the_sites_or_others() {
    let whole = WholeSite::clean(
        "//- handbook.yaml
external: [/api/]
theme: { logo: logo.svg, footer: [{ title: A, url: /a/ }, { title: Api, url: /api/v1 }], social: [{ title: Chat, url: 'mailto:a@b.example' }] }
//- content/a.md
# A

B.
//- content/logo.svg
x
",
    );
    let html = whole.render("a/index.html");
    for expected in
        ["href=\"../a/\">A</a>", "href=\"/api/v1\">Api</a>", "href=\"mailto:a@b.example\">Chat</a>", "src=\"../logo.svg\""]
    {
        assert!(html.contains(expected), "{expected}\n{html}");
    }
}
