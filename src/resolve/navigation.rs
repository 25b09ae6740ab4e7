//! The reading order: the stages with their pages, the tree of pages outside the journey, previous and next.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::index::{Index, PageId};
use crate::journey::StageIndex;

use super::natural;

/// A page or folder in a tree, with what is below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TreeNode {
    /// The page; for a folder its own page, if that belongs to the same tree.
    pub page: Option<PageId>,
    /// The folder, by its key in [`Index::folders`], if this is one.
    pub folder: Option<Arc<str>>,
    /// The folder's contents, in order.
    pub children: Vec<TreeNode>,
    /// How many pages are in the node and below it.
    pub pages: usize,
    /// How many nodes the node and all below it are.
    pub nodes: usize,
}

/// The way to a page through its tree: the position among its siblings at each level, from the top.
pub type Trail = Box<[u32]>;

/// The pages of one stage.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct StagePages {
    /// The pages whose home is the stage, as a tree, without its landing page.
    pub tree: Vec<TreeNode>,
    /// The same pages in reading order.
    pub pages: Vec<PageId>,
    /// Pages whose home is another stage and that also belong here, in the order of the journey.
    pub shared: Vec<PageId>,
}

/// Where a step leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stop {
    /// A page that is not a landing page.
    Page(PageId),
    /// A stage's landing page, written or generated.
    Landing(StageIndex),
}

/// The steps before and after a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Turns {
    /// The step back.
    pub previous: Option<Stop>,
    /// The step forward.
    pub next: Option<Stop>,
}

/// Something directly in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FolderItem {
    /// A page, or a folder with its own page.
    Page(PageId),
    /// A folder without its own page, by its key in [`Index::folders`].
    Folder(Arc<str>),
}

/// The reading order of a handbook.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Navigation {
    /// The stages' pages, in the journey's order; empty if no journey is shown.
    pub stages: Vec<StagePages>,
    /// The pages without a stage (all pages if no journey is shown), without home.
    pub outside: Vec<TreeNode>,
    pages: Vec<Turns>,
    landings: Vec<Turns>,
    trails: Vec<Trail>,
    folders: BTreeMap<String, Vec<FolderItem>>,
}

impl Navigation {
    /// Orders the built pages.
    #[must_use]
    pub fn new(config: &Config, index: &Index) -> Self {
        let stage_count = if index.shows_journey { config.journey.stages.len() } else { 0 };
        let mut home_pages: Vec<Vec<PageId>> = vec![Vec::new(); stage_count];
        let mut stages: Vec<StagePages> = vec![StagePages::default(); stage_count];
        let mut outside = Vec::new();
        for id in index.listed_ids() {
            let page = index.page(id);
            let shown = page.membership.stages.iter().filter(|stage| stage.0 < stage_count);
            match page.membership.home().filter(|stage| stage.0 < stage_count) {
                Some(_) if index.landing_of(id).is_some() => {}
                Some(home) => home_pages[home.0].push(id),
                None if page.url.as_str().is_empty() => {}
                None => outside.push(id),
            }
            for stage in shown.skip(1) {
                stages[stage.0].shared.push(id);
            }
        }
        for (position, pages) in home_pages.into_iter().enumerate() {
            let stage = &mut stages[position];
            stage.tree = tree(index, &pages, &config.journey.stages[position].id);
            flatten(&stage.tree, &mut stage.pages);
            stage.shared.sort_by_key(|id| index.page(*id).membership.home());
        }
        let outside = tree(index, &outside, "");
        let mut trails = vec![Trail::default(); index.pages.len()];
        for tree in stages.iter().map(|stage| &stage.tree).chain([&outside]) {
            mark_trails(tree, &mut Vec::new(), &mut trails);
        }
        let pages = vec![Turns::default(); index.pages.len()];
        let landings = vec![Turns::default(); stage_count];
        let mut navigation = Self { stages, outside, pages, landings, trails, folders: folder_items(index) };
        navigation.connect(index);
        navigation
    }

    /// The steps around a page; a landing page's are its stage's.
    #[must_use]
    pub fn turns(&self, index: &Index, id: PageId) -> Turns {
        match index.landing_of(id) {
            Some(stage) => self.landings[stage.0],
            None => self.pages[id.position()],
        }
    }

    /// The way to a page through its tree; empty for pages outside the trees, such as home and landing pages.
    #[must_use]
    pub fn trail(&self, id: PageId) -> &[u32] {
        &self.trails[id.position()]
    }

    /// The entries directly in a folder, in order, whatever the stages of its pages.
    #[must_use]
    pub fn folder(&self, path: &str) -> &[FolderItem] {
        self.folders.get(path).map_or(&[], Vec::as_slice)
    }

    /// The steps around a stage's landing page.
    #[must_use]
    pub fn landing_turns(&self, stage: StageIndex) -> Turns {
        self.landings[stage.0]
    }

    /// Chains the journey into a loop, and the pages outside it into a line that begins with home.
    fn connect(&mut self, index: &Index) {
        let mut journey = Vec::new();
        for (position, stage) in self.stages.iter().enumerate() {
            journey.push(Stop::Landing(StageIndex(position)));
            journey.extend(stage.pages.iter().map(|id| Stop::Page(*id)));
        }
        for (here, next) in journey.iter().zip(journey.iter().cycle().skip(1)).filter(|(here, next)| here != next) {
            self.turns_mut(*here).next = Some(*next);
            self.turns_mut(*next).previous = Some(*here);
        }
        let mut pages = Vec::new();
        flatten(&self.outside, &mut pages);
        for (here, next) in pages.iter().zip(pages.iter().skip(1)) {
            self.pages[here.position()].next = Some(Stop::Page(*next));
            self.pages[next.position()].previous = Some(Stop::Page(*here));
        }
        let home = index.folders.get("").and_then(|root| root.own_page);
        if let Some(home) = home.filter(|id| index.page(*id).membership.stages.is_empty()) {
            let first_page = pages.first().map(|id| Stop::Page(*id));
            self.pages[home.position()].next = journey.first().copied().or(first_page);
            if let (Some(first), true) = (pages.first(), journey.is_empty()) {
                self.pages[first.position()].previous = Some(Stop::Page(home));
            }
        }
    }

    fn turns_mut(&mut self, stop: Stop) -> &mut Turns {
        match stop {
            Stop::Page(id) => &mut self.pages[id.position()],
            Stop::Landing(stage) => &mut self.landings[stage.0],
        }
    }
}

/// Orders pages into folders by their addresses. The contents of the folder `root` are at the top; other folders with a single page
/// of this tree are replaced by that page.
fn tree(index: &Index, pages: &[PageId], root: &str) -> Vec<TreeNode> {
    let mut top = Branch::default();
    for id in pages {
        let address = index.page(*id).url.as_str().trim_end_matches('/');
        let inside = address.strip_prefix(root).and_then(|rest| rest.strip_prefix('/'));
        let (prefix, path) = inside.filter(|_| !root.is_empty()).map_or(("", address), |inside| (root, inside));
        top.insert(prefix, path, *id);
    }
    top.into_nodes(index)
}

/// A folder while its tree grows.
#[derive(Debug, Default)]
struct Branch {
    path: String,
    page: Option<PageId>,
    children: BTreeMap<String, Branch>,
}

impl Branch {
    fn insert(&mut self, prefix: &str, path: &str, id: PageId) {
        let mut branch = self;
        let mut reached = prefix.to_owned();
        for segment in path.split('/') {
            if !reached.is_empty() {
                reached.push('/');
            }
            reached.push_str(segment);
            branch = branch.children.entry(segment.to_owned()).or_default();
            if branch.path.is_empty() {
                branch.path.clone_from(&reached);
            }
        }
        branch.page = Some(id);
    }

    fn into_nodes(self, index: &Index) -> Vec<TreeNode> {
        let mut branches: Vec<(String, Branch)> = self.children.into_iter().collect();
        branches.sort_by(|(left_name, left), (right_name, right)| {
            let order = |branch: &Branch| branch.speaker(index).and_then(|id| index.page(id).order);
            first_given(order(left), order(right)).then_with(|| natural::compare(left_name, right_name))
        });
        branches.into_iter().map(|(_, branch)| branch.into_node(index)).collect()
    }

    /// The page whose `order:` decides the branch's position: its own, or the folder's even if that belongs to another tree.
    fn speaker(&self, index: &Index) -> Option<PageId> {
        self.page.or_else(|| index.folders.get(&self.path).and_then(|folder| folder.own_page))
    }

    fn into_node(mut self, index: &Index) -> TreeNode {
        if self.page.is_none()
            && self.children.len() == 1
            && let Some((_, only)) = self.children.pop_first()
        {
            return only.into_node(index);
        }
        let folder = (!self.children.is_empty()).then(|| Arc::from(&*self.path));
        let page = self.page;
        let children = self.into_nodes(index);
        let pages = usize::from(page.is_some()) + children.iter().map(|child| child.pages).sum::<usize>();
        let nodes = 1 + children.iter().map(|child| child.nodes).sum::<usize>();
        TreeNode { page, folder, children, pages, nodes }
    }
}

/// Those with an order come first, smaller numbers before greater ones.
fn first_given(left: Option<i64>, right: Option<i64>) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// What is directly in each folder.
fn folder_items(index: &Index) -> BTreeMap<String, Vec<FolderItem>> {
    let parent = |path: &str| path.rsplit_once('/').map_or(String::new(), |(parent, _)| parent.to_owned());
    let mut items: BTreeMap<String, Vec<(Option<i64>, String, FolderItem)>> = BTreeMap::new();
    for id in index.listed_ids() {
        let page = index.page(id);
        let address = page.url.as_str().trim_end_matches('/');
        if !address.is_empty() {
            items.entry(parent(address)).or_default().push((page.order, address.to_owned(), FolderItem::Page(id)));
        }
    }
    for (path, _) in index.folders.iter().filter(|(path, folder)| !path.is_empty() && folder.own_page.is_none()) {
        items.entry(parent(path)).or_default().push((None, path.clone(), FolderItem::Folder(Arc::from(&**path))));
    }
    let sorted = items.into_iter().map(|(folder, mut items)| {
        items.sort_by(|left, right| first_given(left.0, right.0).then_with(|| natural::compare(&left.1, &right.1)));
        (folder, items.into_iter().map(|(_, _, item)| item).collect())
    });
    sorted.collect()
}

fn mark_trails(tree: &[TreeNode], above: &mut Vec<u32>, trails: &mut [Trail]) {
    for (node, position) in tree.iter().zip(0..) {
        above.push(position);
        if let Some(id) = node.page {
            trails[id.position()] = above.as_slice().into();
        }
        mark_trails(&node.children, above, trails);
        above.pop();
    }
}

fn flatten(tree: &[TreeNode], into: &mut Vec<PageId>) {
    for node in tree {
        into.extend(node.page);
        flatten(&node.children, into);
    }
}
