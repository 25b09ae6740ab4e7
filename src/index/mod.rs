//! What every page is called and where it belongs: addresses, anchors, names and membership of all pages.
//!
//! 1. `addresses` gives each page its address and each folder its page or generated list.
//! 2. `membership` says which stages and needs a page has, and why.
//! 3. `names` finds pages for wikilinks.
//!
//! The index is all that linking one page needs to know of the others.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::journey::{NeedIndex, StageIndex};
use crate::path::{RepositoryPath, SourcePath, UrlPath};

/// A page's place in the order of source paths, valid while the set of pages stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// What is known of the world around the content, found by the survey.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surroundings {
    /// Files and folders of the repository that pages link to and that are no part of the content, with what they are.
    pub repository_files: BTreeMap<RepositoryPath, RepositoryEntry>,
    /// Width and height in pixels of the images that pages show.
    pub image_sizes: BTreeMap<SourcePath, (u32, u32)>,
    /// The repository's web address without a trailing slash, and the branch, when known.
    pub repository: Option<RepositoryAddress>,
}

/// Something that stands in the repository outside the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepositoryEntry {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// Where the repository is seen on the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepositoryAddress {
    /// Without a trailing slash.
    pub url: Arc<str>,
    /// The branch that links name.
    pub branch: Arc<str>,
}

/// Which stages and needs a page has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Membership {
    /// The stages, home first; empty for pages across the journey.
    pub stages: Vec<StageIndex>,
    /// The needs, in the journey's order.
    pub needs: Vec<NeedIndex>,
    /// What decided the stages.
    pub because: MembershipReason,
}

/// What decided a page's stages, so that `check --explain-stages` can say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum MembershipReason {
    /// `stage:` in the page's front matter.
    FrontMatter,
    /// The entry of `assign:` with this number, from 0.
    Assign(usize),
    /// The top-level folder bears the stage's id.
    Folder,
    /// Nothing names a stage.
    #[default]
    Nothing,
}

/// What is known of one page before links are looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct PageEntry {
    /// The page's file.
    pub path: SourcePath,
    /// Its address.
    pub url: UrlPath,
    /// Its title: front matter, first level-1 heading, else the file name in words.
    pub title: Arc<str>,
    /// Its stages and needs.
    pub membership: Membership,
    /// Whether it is a draft. Drafts are in the index only so that links to them can say so, unless drafts are built.
    pub is_draft: bool,
}
