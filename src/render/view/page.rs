//! What every page has, whether it is written or generated.

use crate::generated::{Generated, folder_title, landing_address};
use crate::index::PageId;
use crate::journey::{NeedIndex, StageIndex};
use crate::parse::LinkForm;
use crate::path::UrlPath;
use crate::promises::Audience;
use crate::render::context::{
    BorderContext, CrumbContext, NextOfNeed, PageCard, PageContext, PageRole, SidebarContext, TocEntry, TurnContext,
};
use crate::render::html::RenderedBody;
use crate::resolve::{Backlink, Stop, Turns};

use super::date::date;
use super::folder::Listed;
use super::tree::nesting;
use super::{
    Here, READING_SPEED, description, folder, keeper, keeping, labels, outward, paths, person, repository, shortened, sidebar,
    status,
};

/// The most pages listed under "What links here".
const MOST_BACKLINKS: usize = 20;
/// How many steps ahead the next page of a need is looked for.
const FARTHEST_OF_NEED: usize = 200;
/// The most people named as contributors.
const MOST_CONTRIBUTORS: usize = 12;
/// The longest sentence shown beside a backlink, in characters.
const SENTENCE_LIMIT: usize = 200;
/// The levels of headings that a page's contents list.
const CONTENTS_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;

/// A page's place among the others.
#[derive(Debug, Clone, Copy)]
struct Standing {
    /// The page itself, if it is written.
    id: Option<PageId>,
    /// The stage that it belongs to.
    stage: Option<StageIndex>,
    /// The steps around it.
    turns: Turns,
}

/// A generated page, without content.
pub(in crate::render) fn generated(here: Here<'_>, role: PageRole, title: String, stage: Option<StageIndex>) -> PageContext {
    let landing = stage.filter(|_| role == PageRole::Stage);
    let turns = landing.map_or_else(Turns::default, |stage| here.site.navigation.landing_turns(stage));
    let sidebar = sidebar::sidebar(here, None, stage);
    PageContext { sidebar, ..framed(here, role, title, Standing { id: None, stage, turns }) }
}

/// What every page has around its content, without the content and the sidebar.
fn framed(here: Here<'_>, role: PageRole, title: String, standing: Standing) -> PageContext {
    let Standing { id, stage, turns } = standing;
    PageContext {
        role,
        canonical: outward::canonical(here),
        card: outward::card(here, id, stage),
        json_ld: None,
        noindex: matches!(role, PageRole::NotFound | PageRole::Booklet),
        breadcrumbs: crumbs(here, role, id, stage),
        prev: turns.previous.map(|stop| turn(here, stop, stage)),
        next: turns.next.map(|stop| turn(here, stop, stage)),
        sidebar: SidebarContext::default(),
        root: here.root(),
        stage: stage.map(|stage| here.stage(stage)),
        title,
        heading_html: None,
        title_in_content: false,
        description: None,
        lead: None,
        content: String::new(),
        toc: Vec::new(),
        alternates: outward::alternates(here, id, stage, role),
        also_in: Vec::new(),
        needs: Vec::new(),
        kind: None,
        draft: false,
        status: None,
        replaces: Vec::new(),
        decided: None,
        labels: Vec::new(),
        work: None,
        checklist: None,
        paths: Vec::new(),
        wears_kinds: false,
        scripts: Vec::new(),
        owner: None,
        authors: Vec::new(),
        reviewed: None,
        owners: Vec::new(),
        review_due: None,
        reviews_href: None,
        changed_since_review: None,
        internal: false,
        created: None,
        updated: None,
        contributors: Vec::new(),
        contributors_unlisted: 0,
        words: 0,
        reading_minutes: 0,
        extra: serde_json::Map::new(),
        backlinks: Vec::new(),
        backlinks_unlisted: 0,
        next_of_needs: Vec::new(),
        children: Vec::new(),
        decisions: Vec::new(),
        markdown_href: None,
        edit_href: None,
        feedback_href: None,
    }
}

/// The stage that a written page is shown in.
pub(in crate::render) fn home_of(here: Here<'_>, id: PageId) -> Option<StageIndex> {
    here.site.index.page(id).membership.home().filter(|_| here.site.index.shows_journey)
}

/// A written page, without its sidebar.
pub(in crate::render) fn written(here: Here<'_>, id: PageId, role: PageRole, body: RenderedBody) -> PageContext {
    let site = here.site;
    let entry = site.index.page(id);
    let parsed = site.parsed(id);
    let front_matter = &parsed.front_matter;
    let shows_journey = site.index.shows_journey;
    let stage = home_of(here, id);
    let also_in = entry.membership.stages.iter().skip(1).filter(|_| shows_journey);
    // What this page replaces is named apart.
    let says_more = |backlink: &&Backlink| {
        let link = site.parsed(backlink.from).links.get(backlink.link as usize);
        link.is_none_or(|link| link.form != LinkForm::Successor)
    };
    let backlinks: Vec<&Backlink> = site.backlinks.to(id).iter().filter(says_more).collect();
    let day = |day| date(day, here.locale);
    let known = site.keeping.page(id);
    let past = site.surroundings.history.page(&entry.path);
    let contributors = past.map_or(&[][..], |past| &past.contributors);
    let standing = Standing { id: Some(id), stage, turns: site.navigation.turns(&site.index, id) };
    let status = status::banner(here, id);
    let work = labels::work(front_matter);
    let held = inside(here, role, id);
    let page = PageContext {
        heading_html: body.heading_html,
        title_in_content: parsed.says_title_below,
        content: body.html,
        description: description(parsed),
        lead: front_matter.description.as_deref().map(str::to_owned),
        toc: contents(here, id),
        markdown_href: outward::markdown_href(here, id),
        also_in: also_in.map(|stage| here.stage(*stage)).collect(),
        needs: entry.membership.needs.iter().filter(|_| shows_journey).map(|need| here.need(*need)).collect(),
        kind: front_matter.kind.as_ref().map(|kind| kind.value.to_string()),
        draft: front_matter.draft,
        wears_kinds: body.has_terms || status.is_some() || work.is_some() || !held.decisions.is_empty(),
        scripts: body.has_terms.then_some("terms.js").into_iter().collect(),
        paths: paths::of_page(here, id),
        status,
        replaces: status::replaces(here, id),
        decided: site.labels.page(id).date.map(day),
        labels: labels::groups(here, id),
        work,
        owner: keeping::together(here, &known.owners),
        owners: known.owners.iter().map(|owner| keeper(here, owner)).collect(),
        authors: front_matter.authors.iter().map(|name| person(site, name)).collect(),
        reviewed: known.reviewed.map(day),
        review_due: known.due.map(day),
        reviews_href: known.due.and_then(|_| here.generated_href(&Generated::Reviews)),
        changed_since_review: known.changed_since.map(day),
        internal: entry.audience == Audience::Internal,
        noindex: entry.audience == Audience::Internal || entry.is_unlisted,
        created: past.map(|past| day(past.created.day)),
        updated: past.map(|past| day(past.changed.day)),
        contributors: contributors.iter().take(MOST_CONTRIBUTORS).map(ToString::to_string).collect(),
        contributors_unlisted: contributors.len().saturating_sub(MOST_CONTRIBUTORS),
        words: parsed.words,
        reading_minutes: if parsed.words == 0 { 0 } else { parsed.words.div_ceil(READING_SPEED) },
        extra: front_matter.extra.clone().into_iter().collect(),
        backlinks: backlinks.iter().take(MOST_BACKLINKS).map(|link| backlink(here, **link)).collect(),
        backlinks_unlisted: backlinks.len().saturating_sub(MOST_BACKLINKS),
        next_of_needs: if shows_journey { next_of_needs(here, id) } else { Vec::new() },
        children: held.pages,
        decisions: held.decisions,
        edit_href: repository::edit_href(site, &entry.path),
        feedback_href: repository::feedback_href(site, &entry.title, &entry.path),
        ..framed(here, role, entry.title.to_string(), standing)
    };
    PageContext { json_ld: super::json_ld::of(here, &page), ..page }
}

/// The next pages for the same needs, in the pages' own order, within [`FARTHEST_OF_NEED`] steps.
fn next_of_needs(here: Here<'_>, id: PageId) -> Vec<NextOfNeed> {
    let index = &here.site.index;
    let navigation = &here.site.navigation;
    let needs = &index.page(id).membership.needs;
    let mut found: Vec<Option<PageId>> = vec![None; needs.len()];
    let mut stop = navigation.turns(index, id).next;
    for _ in 0..FARTHEST_OF_NEED {
        let at = match stop {
            Some(Stop::Page(at)) if at == id => break,
            Some(at) if found.contains(&None) => at,
            _ => break,
        };
        stop = match at {
            Stop::Page(at) => {
                for (need, found) in needs.iter().zip(&mut found) {
                    if found.is_none() && index.page(at).membership.needs.contains(need) {
                        *found = Some(at);
                    }
                }
                navigation.turns(index, at).next
            }
            Stop::Landing(stage) => navigation.landing_turns(stage).next,
        };
    }
    let next = |(need, found): (&NeedIndex, Option<PageId>)| {
        let page = found?;
        let need = here.site.config.journey.need(*need).title.to_string();
        Some(NextOfNeed { need, title: index.page(page).title.to_string(), href: here.page_href(page) })
    };
    needs.iter().zip(found).filter_map(next).collect()
}

/// The card of a page that links here, with the sentence around its link.
fn backlink(here: Here<'_>, backlink: Backlink) -> PageCard {
    let link = here.site.parsed(backlink.from).links.get(backlink.link as usize);
    let description = link.and_then(|link| link.sentence.as_deref()).map(|sentence| shortened(sentence, SENTENCE_LIMIT));
    PageCard { description, ..here.bare_card(backlink.from, None) }
}

/// A folder's contents, below its own page; home and landing pages have their own lists.
fn inside(here: Here<'_>, role: PageRole, id: PageId) -> Listed {
    let path = here.site.index.page(id).url.as_str().trim_end_matches('/');
    let speaks = here.site.index.folders.get(path).is_some_and(|folder| folder.own_page == Some(id));
    if role == PageRole::Page && speaks {
        folder::children(here, path)
    } else {
        Listed { pages: Vec::new(), decisions: Vec::new() }
    }
}

fn contents(here: Here<'_>, id: PageId) -> Vec<TocEntry> {
    let parsed = here.site.parsed(id);
    let below_title = parsed.headings.iter().skip(usize::from(parsed.opens_with_title));
    let own = below_title.filter(|heading| !heading.is_quoted);
    let headings = own.filter(|heading| CONTENTS_LEVELS.contains(&heading.level));
    let mut entries = Vec::new();
    let mut depths: Vec<usize> = Vec::new();
    for heading in headings {
        // A level 3 before any level 2 is at the top level, since an entry is at most one deeper than the one before it.
        let depth = usize::from(heading.level > *CONTENTS_LEVELS.start() && !depths.is_empty());
        depths.push(depth);
        entries.push(TocEntry { title: heading.text.to_string(), id: heading.id.to_string(), opens: false, closes: 0 });
    }
    for (position, entry) in entries.iter_mut().enumerate() {
        (entry.opens, entry.closes) = nesting(&depths, position);
    }
    entries
}

/// From the front page down to the page's parent.
fn crumbs(here: Here<'_>, role: PageRole, id: Option<PageId>, stage: Option<StageIndex>) -> Vec<CrumbContext> {
    if matches!(role, PageRole::Home | PageRole::NotFound | PageRole::Booklet) {
        return Vec::new();
    }
    let site = here.site;
    let mut crumbs = vec![CrumbContext { title: here.locale.text("home").to_owned(), href: Some(here.href(&UrlPath::home())) }];
    if let Some(stage) = stage {
        if let Some(arc) = site.config.journey.arc_of(stage) {
            crumbs.push(CrumbContext { title: arc.title.to_string(), href: None });
        }
        if role != PageRole::Stage {
            let title = site.config.journey.stage(stage).title.to_string();
            crumbs.push(CrumbContext { title, href: Some(here.href(&landing_address(&site.config, stage))) });
        }
        if let Some(id) = id {
            crumbs.extend(folders_above(here, id, stage));
        }
        return crumbs;
    }
    let ends = here.url.as_str().trim_end_matches('/').match_indices('/');
    let paths = ends.map(|(end, _)| &here.url.as_str()[..end]).filter(|path| site.index.folders.contains_key(*path));
    crumbs.extend(folder_crumbs(here, &paths.collect::<Vec<_>>()));
    crumbs
}

/// How many folders a breadcrumb names at each of its ends.
const MOST_CRUMBS_AT_AN_END: usize = 6;

/// The folders above a page, outermost first; if there are very many, only those at both ends, since a page must not grow with the
/// depth of its folders.
fn folder_crumbs(here: Here<'_>, paths: &[&str]) -> Vec<CrumbContext> {
    let crumb = |path: &&str| CrumbContext {
        title: folder_title(&here.site.index, path).to_string(),
        href: Some(here.folder_href(path)),
    };
    if paths.len() <= 2 * MOST_CRUMBS_AT_AN_END {
        return paths.iter().map(crumb).collect();
    }
    let (first, last) = (&paths[..MOST_CRUMBS_AT_AN_END], &paths[paths.len() - MOST_CRUMBS_AT_AN_END..]);
    let gap = CrumbContext { title: "…".to_owned(), href: None };
    first.iter().map(crumb).chain([gap]).chain(last.iter().map(crumb)).collect()
}

/// The folders between a stage and a page in it, as in the stage's tree.
fn folders_above(here: Here<'_>, id: PageId, stage: StageIndex) -> Vec<CrumbContext> {
    let navigation = &here.site.navigation;
    let mut level = &navigation.stages[stage.0].tree[..];
    let mut paths = Vec::new();
    for position in navigation.trail(id) {
        let Some(node) = level.get(*position as usize) else { break };
        paths.extend(node.folder.as_deref().filter(|_| node.page != Some(id)));
        level = &node.children;
    }
    folder_crumbs(here, &paths)
}

/// A step to another page; `from` is the stage it leaves. A step to a landing page has the stage's title.
fn turn(here: Here<'_>, stop: Stop, from: Option<StageIndex>) -> TurnContext {
    let index = &here.site.index;
    let (to, title, href) = match stop {
        Stop::Page(id) => (
            index.page(id).membership.home().filter(|_| index.shows_journey),
            index.page(id).title.to_string(),
            here.page_href(id),
        ),
        Stop::Landing(stage) => (
            Some(stage),
            here.site.config.journey.stage(stage).title.to_string(),
            here.href(&landing_address(&here.site.config, stage)),
        ),
    };
    let border = to.filter(|to| from.is_some_and(|from| from != *to)).map(|to| {
        let journey = &here.site.config.journey;
        let group = journey.arc_of(to).map(|arc| arc.title.to_string());
        let last = StageIndex(journey.stages.len() - 1);
        BorderContext { stage: here.stage(to), group, wraps: from == Some(last) && to == StageIndex(0) }
    });
    TurnContext { title: border.as_ref().map_or(title, |border| border.stage.title.clone()), href, border }
}
