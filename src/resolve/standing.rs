//! Which page takes the place of which, and links from what is in force to what no longer is.

use crate::config::{Config, Standing};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::index::{Index, Page, PageId};
use crate::labels::Labels;
use crate::link::{PageLinks, Resolution, Target, WrittenStyle, destination_to, in_place};
use crate::parse::{Link, LinkForm};
use std::sync::Arc;

/// The longest chain of pages that replace one another. A longer one is a circle.
pub const LONGEST_CHAIN: usize = 100;

/// The pages that `replaced_by:` of a page names.
pub fn successors<'a>(links: &'a [Link], resolved: &'a PageLinks) -> impl Iterator<Item = PageId> + 'a {
    let named = links.iter().zip(&resolved.resolutions).filter(|(link, _)| link.form == LinkForm::Successor);
    named.filter_map(|(_, resolution)| page(resolution))
}

fn page(resolution: &Resolution) -> Option<PageId> {
    match resolution {
        Resolution::Internal { target: Target::Page(id), .. } => Some(*id),
        _ => None,
    }
}

/// The links of accepted pages to retired ones. A page may link to what it replaces.
pub(super) fn check(
    config: &Config,
    index: &Index,
    labels: &Labels,
    pages: &[Page],
    links: &[Arc<PageLinks>],
) -> Vec<Diagnostic> {
    if config.labels.statuses.is_empty() {
        return Vec::new();
    }
    let mut diagnostics = circles(index, pages, links);
    let is = |id: PageId, standing: Standing| labels.page(id).standing(config) == Some(standing);
    if !index.built_ids().any(|id| is(id, Standing::Retired)) {
        return diagnostics;
    }
    let next = |id: PageId| successors(&pages[id.position()].parsed.links, &links[id.position()]).next();
    let chain = |id: PageId| std::iter::successors(next(id), |id| next(*id)).take(LONGEST_CHAIN);
    for from in index.built_ids().filter(|id| is(*id, Standing::Accepted)) {
        let page_of = &pages[from.position()];
        for (link, resolution) in page_of.parsed.links.iter().zip(&links[from.position()].resolutions) {
            let Some(to) = page(resolution).filter(|to| *to != from && is(*to, Standing::Retired)) else { continue };
            if chain(to).any(|successor| successor == from) {
                continue;
            }
            let message = format!("this page is accepted and leads to `{}`, which is retired", index.page(to).path);
            let diagnostic = Diagnostic::new(Code::LinkToRetired, message).in_source(&page_of.path).at(link.span.clone());
            let diagnostic = diagnostic.subject(&*link.destination);
            let now = chain(to).find(|successor| !is(*successor, Standing::Retired) && *successor != to);
            diagnostics.push(match now {
                None => diagnostic.help("link to what is in force, or take the link out"),
                Some(now) => {
                    let path = &index.page(now).path;
                    let help = format!("`{path}` has taken its place: link to that page");
                    let style = WrittenStyle {
                        is_from_root: link.destination.starts_with('/'),
                        has_dot: link.destination.starts_with("./"),
                    };
                    let text = destination_to(page_of.path.folder(), path.as_str(), false, style);
                    let diagnostic = diagnostic.help(help);
                    if link.form.is_wiki() { diagnostic } else { diagnostic.fix(in_place(link, &text), Applicability::Unsafe) }
                }
            });
        }
    }
    diagnostics
}

/// Pages that have taken the place of one another, each at what it says.
fn circles(index: &Index, pages: &[Page], links: &[Arc<PageLinks>]) -> Vec<Diagnostic> {
    let next = |id: PageId| successors(&pages[id.position()].parsed.links, &links[id.position()]).next();
    let mut diagnostics = Vec::new();
    for id in index.built_ids() {
        let page = &pages[id.position()];
        let mut chain = std::iter::successors(next(id), |id| next(*id)).take(LONGEST_CHAIN);
        let Some(link) = page.parsed.links.iter().find(|link| link.form == LinkForm::Successor) else { continue };
        if !chain.any(|successor| successor == id) {
            continue;
        }
        let message = if next(id) == Some(id) {
            "this page is said to have taken its own place".to_owned()
        } else {
            format!("`{}` leads back to this page, so that neither has taken the other's place", link.destination)
        };
        let diagnostic = Diagnostic::new(Code::FrontMatter, message).in_source(&page.path).at(link.span.clone());
        let help = "take `replaced_by:` out of the page that is in force";
        diagnostics.push(diagnostic.subject(&*link.destination).help(help));
    }
    diagnostics
}
