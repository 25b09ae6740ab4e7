//! Trees as flat lists of entries, bounded so that what a page carries does not grow with the handbook.

use std::ops::Range;

use crate::config::Standing;
use crate::generated::folder_title;
use crate::index::PageId;
use crate::render::context::TreeEntry;
use crate::resolve::TreeNode;

use super::{Here, status};

/// How many siblings are listed at each depth if a tree is too large to be listed completely.
const WINDOWS: [usize; 4] = [40, 30, 15, 8];

/// A flattened tree.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The entries in reading order.
    pub(super) entries: Vec<TreeEntry>,
    /// How many pages are neither listed nor counted in a listed folder.
    pub(super) unlisted: usize,
}

/// How many levels of a branch are listed if the tree is not listed completely.
const MOST_LEVELS: usize = 12;

/// Lists a tree: completely if it has at most `limit` entries, otherwise only the branch of the page at the end of `trail`, each
/// level with the siblings nearest to it.
///
/// In a very deep branch the last levels are listed.
pub(super) fn list(here: Here<'_>, mut tree: &[TreeNode], current: Option<PageId>, mut trail: &[u32], limit: usize) -> Listed {
    let is_whole = is_whole(tree, limit);
    let mut listed = Listed::default();
    let pages = |nodes: &[TreeNode]| nodes.iter().map(|node| node.pages).sum::<usize>();
    while let Some((first, rest)) = trail.split_first().filter(|_| !is_whole && trail.len() > MOST_LEVELS) {
        let Some(node) = tree.get(*first as usize) else { break };
        listed.unlisted += pages(tree) - pages(&node.children);
        (tree, trail) = (&node.children, rest);
    }
    let mut walk = Walk { here, current, is_whole, depths: Vec::new(), listed };
    walk.level(tree, Some(trail), 0);
    let Walk { depths, mut listed, .. } = walk;
    nest(&mut listed.entries, &depths);
    listed
}

fn is_whole(tree: &[TreeNode], limit: usize) -> bool {
    tree.iter().map(|node| node.nodes).sum::<usize>() <= limit
}

/// Which of the siblings around the page at the end of `trail` is the first that [`list`] lists. `None` if the page has pages below
/// it, or if it is not in the tree.
pub(super) fn siblings_from(tree: &[TreeNode], trail: &[u32], limit: usize) -> Option<usize> {
    let (last, above) = trail.split_last()?;
    let mut level = tree;
    for position in above {
        level = &level.get(*position as usize)?.children;
    }
    let node = level.get(*last as usize)?;
    let shown = window(level.len(), Some(*last as usize), above.len(), is_whole(tree, limit));
    node.children.is_empty().then_some(shown.start)
}

/// Which of `length` siblings at a depth are listed, if the one at `around` leads to the current page.
fn window(length: usize, around: Option<usize>, depth: usize, is_whole: bool) -> Range<usize> {
    // Where the first levels of a deep branch are not listed, those that are have the last window, too.
    let window = if is_whole { length } else { WINDOWS[depth.min(WINDOWS.len() - 1)] };
    let start = around.unwrap_or(0).saturating_sub(window / 2).min(length.saturating_sub(window));
    start..(start + window).min(length)
}

/// Lists only the top level of a tree, at most `limit` entries.
pub(super) fn list_top(here: Here<'_>, tree: &[TreeNode], limit: usize) -> Listed {
    let mut listed = Listed::default();
    for (position, node) in tree.iter().enumerate() {
        if position < limit {
            listed.entries.push(entry(here, node, None, false, true));
        } else {
            listed.unlisted += node.pages;
        }
    }
    listed
}

struct Walk<'a> {
    here: Here<'a>,
    current: Option<PageId>,
    is_whole: bool,
    depths: Vec<usize>,
    listed: Listed,
}

impl Walk<'_> {
    /// Lists siblings. `trail` continues to the current page if it is among them or below.
    fn level(&mut self, nodes: &[TreeNode], trail: Option<&[u32]>, depth: usize) {
        let on_trail = trail.and_then(|trail| trail.first()).map(|position| *position as usize);
        let shown = window(nodes.len(), on_trail, depth, self.is_whole);
        for (position, node) in nodes.iter().enumerate() {
            if !shown.contains(&position) {
                self.listed.unlisted += node.pages;
                continue;
            }
            let leads_on = on_trail == Some(position);
            let opens = !node.children.is_empty() && (self.is_whole || leads_on);
            let is_above = leads_on && trail.is_some_and(|trail| trail.len() > 1);
            self.listed.entries.push(entry(self.here, node, self.current, is_above, !opens));
            self.depths.push(depth);
            if opens {
                let rest = trail.filter(|_| leads_on).map(|trail| &trail[1..]);
                self.level(&node.children, rest, depth + 1);
            }
        }
    }
}

fn entry(here: Here<'_>, node: &TreeNode, current: Option<PageId>, ancestor: bool, is_closed: bool) -> TreeEntry {
    let index = &here.site.index;
    let own_page = node.page.or_else(|| index.folders.get(node.folder.as_deref()?)?.own_page);
    let (title, href) = match (own_page, node.folder.as_deref()) {
        (Some(id), _) => (index.page(id).title.to_string(), here.page_href(id)),
        (None, Some(path)) => (folder_title(&here.site.index, path).to_string(), here.folder_href(path)),
        (None, None) => (String::new(), String::new()),
    };
    TreeEntry {
        title,
        href,
        current: own_page.is_some() && own_page == current,
        ancestor,
        draft: own_page.is_some_and(|id| here.site.parsed(id).front_matter.draft),
        status: own_page.and_then(|id| status::mark(here, id)).filter(|mark| mark.standing != Standing::Accepted.id()),
        count: (is_closed && !node.children.is_empty()).then_some(node.pages),
        opens: false,
        closes: 0,
    }
}

/// Sets which lists each entry opens and closes, from the depths.
pub(super) fn nest(entries: &mut [TreeEntry], depths: &[usize]) {
    for (position, entry) in entries.iter_mut().enumerate() {
        let (opens, closes) = nesting(depths, position);
        entry.opens = opens;
        entry.closes = closes;
    }
}

/// Whether the entry at `position` opens a list, and how many it closes.
pub(super) fn nesting(depths: &[usize], position: usize) -> (bool, usize) {
    let depth = depths[position];
    let next = depths.get(position + 1).copied();
    (next.is_some_and(|next| next > depth), depth.saturating_sub(next.unwrap_or(0)))
}
