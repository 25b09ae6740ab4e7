//! What can be wrong with a link, and how it is reported.

use crate::diagnostic::{Code, Diagnostic};
use crate::index::{PageId, Place, RepositoryEntry};
use crate::parse::Link;
use crate::path::{RepositoryPath, is_page_name};
use crate::promises::Audience;

use super::destination::Destination;
use super::locate::{NotFound, below_content};
use super::suggestion::{self, Effort, Suggestion};
use super::written::in_place;
use super::{Here, code_host};

/// What is wrong with one link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It would run code.
    Unsafe,
    /// It is an address of the web without a host.
    NoHost,
    /// It is a local path.
    Drive,
    /// Nothing is there.
    NotFound(NotFound),
    /// A draft or an internal page is there, which is not built.
    Draft(PageId),
    /// The page exists, but has no such anchor: the fragment as written, without `#`.
    Anchor { page: PageId, fragment: String },
    /// It exists only in the repository, whose address is unknown.
    Outside(RepositoryPath, RepositoryEntry),
    /// Nothing has this name.
    NoName(String),
    /// All of these have the name.
    Ambiguous(Vec<Place>),
}

impl Fault {
    /// The message for a fault of `link`, with the way out.
    pub(super) fn diagnostic(&self, here: &Here<'_>, link: &Link, effort: Effort) -> Diagnostic {
        let (code, message) = self.message(here, link);
        let Suggestion { text, help } = self.suggestion(here, link, effort).unwrap_or_else(|| self.way_out(here, link).into());
        let mut diagnostic = Diagnostic::new(code, message).in_source(&here.entry.path).at(link.span.clone());
        diagnostic.subject = Some(link.destination.to_string());
        diagnostic.help = Some(help);
        match text {
            Some((text, applicability)) => diagnostic.fix(in_place(link, &text), applicability),
            None => diagnostic,
        }
    }

    fn message(&self, here: &Here<'_>, link: &Link) -> (Code, String) {
        let written = &link.destination;
        match self {
            Self::Unsafe => {
                (Code::UnsafeLink, format!("`{}` would run code when it is followed, so it is removed", start_of(written)))
            }
            Self::NoHost => (Code::BrokenLink, format!("`{written}` names no host, since `//` does not stand behind its scheme")),
            Self::Drive => (Code::BrokenLink, format!("`{written}` is a path on one computer")),
            Self::NotFound(NotFound::Escapes) => (Code::BrokenLink, format!("`{written}` leads out of the repository")),
            Self::NotFound(NotFound::NotAFolder(path)) => (Code::BrokenLink, format!("`{path}` is a file, not a folder")),
            Self::NotFound(NotFound::Nothing(path)) => (Code::BrokenLink, nothing_at(link, path)),
            Self::NotFound(NotFound::NothingOutside(path)) => {
                (Code::BrokenLink, format!("no file or folder at `{path}` in the repository"))
            }
            Self::Draft(id) if here.index.page(*id).audience == Audience::Internal => {
                (Code::LinkToInternal, format!("`{}` is internal, and this page is public", here.index.page(*id).path))
            }
            Self::Draft(id) => (Code::LinkToDraft, format!("`{}` is a draft, which is not built", here.index.page(*id).path)),
            Self::Anchor { page, fragment } if *page == here.id => {
                (Code::BrokenAnchor, format!("no heading or id `{fragment}` on this page"))
            }
            Self::Anchor { page, fragment } => {
                (Code::BrokenAnchor, format!("no heading or id `{fragment}` in `{}`", here.index.page(*page).path))
            }
            Self::Outside(path, RepositoryEntry::Folder) if below_content(&here.index.roots, path.as_str()).is_some() => {
                (Code::LinkOutside, format!("the folder `{path}` holds no page, and the repository's address is not known"))
            }
            Self::Outside(path, _) => {
                (Code::LinkOutside, format!("`{path}` is not part of the site, and the repository's address is not known"))
            }
            Self::NoName(name) => (Code::BrokenLink, format!("no page or file is called `{name}`")),
            Self::Ambiguous(places) => (Code::AmbiguousLink, format!("`{written}` can mean {} files", places.len())),
        }
    }

    fn suggestion(&self, here: &Here<'_>, link: &Link, effort: Effort) -> Option<Suggestion> {
        match self {
            Self::NotFound(not_found) => match Destination::parse(&link.destination) {
                Destination::Local(local) => suggestion::for_path(here, link, &local, not_found, effort),
                _ => None,
            },
            Self::NoHost => suggestion::for_address(link),
            Self::Anchor { fragment, .. } if fragment.starts_with('^') => None,
            Self::Anchor { page, fragment } => suggestion::for_anchor(here, link, *page, fragment, effort),
            Self::NoName(name) => suggestion::for_name(here, link, name, effort),
            Self::Ambiguous(places) => Some(suggestion::among(here, places)),
            _ => None,
        }
    }

    /// What to do if nothing better is known.
    fn way_out(&self, here: &Here<'_>, link: &Link) -> String {
        match self {
            Self::Unsafe => "link to a page or an `https:` address; scripts belong to the theme".to_owned(),
            Self::Drive => "write the path relative to this page, with `/` between the folders".to_owned(),
            Self::NoHost => "write the whole address, as in `https://example.com/`".to_owned(),
            Self::NotFound(NotFound::Escapes) if is_on_the_code_host(here, link) => {
                "it leads there on GitHub alone: set `repository.url` in `handbook.yaml`, or write the whole address".to_owned()
            }
            Self::NotFound(NotFound::Escapes) => {
                "write a path inside the repository, or the address where readers find it".to_owned()
            }
            Self::NotFound(NotFound::Nothing(path)) if is_page_name(path) => {
                format!("write the page `{path}`, correct the path, or remove the link")
            }
            Self::NotFound(_) => "correct the path, or remove the link".to_owned(),
            Self::Draft(id) if here.index.page(*id).audience == Audience::Internal => {
                "take the link out, or mark this page `audience: internal` too".to_owned()
            }
            Self::Draft(_) => {
                "publish the page by taking `draft: true` out, build with `--drafts`, or remove the link".to_owned()
            }
            Self::Anchor { fragment, .. } if fragment.starts_with('^') => {
                format!("write ` {fragment}` at the end of the paragraph or item you mean, or correct the name")
            }
            Self::Anchor { page, .. } if here.index.anchors(*page).iter().next().is_none() => {
                "the page has no headings: take the fragment out".to_owned()
            }
            Self::Anchor { fragment, .. } if fragment.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) => {
                format!("correct the fragment, or put `{{#{fragment}}}` after the heading you mean")
            }
            Self::Anchor { .. } => "write the anchor of the heading that is meant".to_owned(),
            Self::Outside(_, RepositoryEntry::Folder) => {
                "set `repository.url` in `handbook.yaml` to link to the repository, or write a page for the folder".to_owned()
            }
            Self::Outside(..) => "set `repository.url` in `handbook.yaml`, so that the link leads to the repository".to_owned(),
            Self::NoName(_) | Self::Ambiguous(_) => "write the page, correct the name, or remove the link".to_owned(),
        }
    }
}

/// Whether a link leads to one of the project's pages where GitHub shows the file.
fn is_on_the_code_host(here: &Here<'_>, link: &Link) -> bool {
    matches!(Destination::parse(&link.destination), Destination::Local(local) if code_host::path(here, &local).is_some())
}

fn nothing_at(link: &Link, path: &str) -> String {
    let what = if link.destination.starts_with('/') {
        "file or address"
    } else if is_page_name(path) {
        "page"
    } else {
        "file or folder"
    };
    format!("no {what} at `{path}`")
}

/// The beginning of a destination: a whole script is not printed.
fn start_of(destination: &str) -> String {
    const MOST: usize = 40;
    if destination.chars().count() <= MOST {
        return destination.to_owned();
    }
    destination.chars().take(MOST).chain(['…']).collect()
}
