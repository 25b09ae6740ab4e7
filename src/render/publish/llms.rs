//! The handbook for agents: `llms.txt` lists it (the form is llmstxt.org's), `llms-full.txt` is all of it.

use std::fmt::Write;

use crate::config::Standing;
use crate::generated::{Generated, Publication, handbook_title};
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::locale::Locale;
use crate::path::UrlPath;
use crate::render::reading_order::{Part, parts, stage_pages};
use crate::render::view;
use crate::resolve::Site;

use super::markdown::{markdown, markdown_address};

/// The contents: every page with its description, by stage, with links to the pages' Markdown.
pub(super) fn llms(site: &Site, words: &Locale) -> Vec<u8> {
    let from = address(site, Publication::Llms);
    let mut text = format!("# {}\n", one_line(&handbook_title(&site.config, &site.index, words)));
    if let Some(description) = &site.config.description {
        let _ = write!(text, "\n> {}\n", one_line(description));
    }
    for Part { heading, pages, .. } in parts(site, words) {
        let _ = write!(text, "\n## {}\n\n", one_line(&heading));
        for id in pages {
            let title = one_line(&site.index.page(id).title).replace(['[', ']'], "");
            let address = markdown_address(site, &from, id).replace('(', "%28").replace(')', "%29");
            let _ = write!(text, "- [{title}]({address})");
            let status = site.labels.page(id).status(&site.config).filter(|status| status.standing != Standing::Accepted);
            if let Some(status) = status {
                let _ = write!(text, " ({})", one_line(&view::status_title(words, status)));
            }
            match view::description(site.parsed(id)) {
                Some(description) => {
                    let _ = writeln!(text, ": {}", one_line(&description));
                }
                None => text.push('\n'),
            }
        }
    }
    text.into_bytes()
}

/// The most bytes of pages in one `llms-full.txt`: about a million tokens, more than models read at once. Without a limit these
/// files are a quarter of what is written for a large handbook.
const LONGEST_FULL: usize = 4_000_000;

/// All pages of the handbook, or of one stage, one after the other in reading order. If there are too many, the first lines say how
/// many are here, and where the others are.
pub(super) fn full(site: &Site, words: &Locale, stage: Option<StageIndex>) -> Vec<u8> {
    full_within(site, words, stage, LONGEST_FULL)
}

/// Like [`full`], with at most `longest` bytes of pages; the first page is always complete.
fn full_within(site: &Site, words: &Locale, stage: Option<StageIndex>, longest: usize) -> Vec<u8> {
    let from = address(site, Publication::LlmsFull(stage));
    let pages: Vec<PageId> = match stage {
        Some(stage) => stage_pages(site, stage),
        None => parts(site, words).into_iter().flat_map(|part| part.pages).collect(),
    };
    let mut text = String::new();
    let mut shown = 0;
    for id in &pages {
        let page = markdown(site, *id, &from);
        let between = if shown > 0 { "\n" } else { "" };
        if shown > 0 && text.len() + between.len() + page.len() > longest {
            break;
        }
        text.push_str(between);
        text.push_str(&page);
        shown += 1;
    }
    if shown < pages.len() {
        let list = super::markdown::address(site, &from, &address(site, Publication::Llms));
        let values = [("shown", &*shown.to_string()), ("all", &*pages.len().to_string()), ("address", &*list)];
        text.insert_str(0, &format!("> {}\n\n", words.fill("llms_cut", &values)));
    }
    text.into_bytes()
}

fn address(site: &Site, publication: Publication) -> UrlPath {
    Generated::Publication(publication).address(&site.config, &site.index)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::WholeSite;

    #[test]
    fn a_handbook_that_is_too_long_is_cut_between_pages_and_says_so() {
        let whole = WholeSite::clean(
            "//- content/index.md\n# Home\n\nOne.\n//- content/a.md\n# A\n\nTwo.\n//- content/b.md\n# B\n\nThree.\n",
        );
        let site = &whole.handbook.site;
        let cut = |longest| String::from_utf8(full_within(site, whole.handbook.theme.locale(), None, longest)).expect("UTF-8");
        let all = cut(LONGEST_FULL);
        assert!(all.starts_with("---\n") && all.ends_with("Three.\n"), "{all}");
        assert_eq!(cut(all.len()), all);
        let two = cut(all.len() - 1);
        assert!(two.starts_with("> The first 2 of 3 pages. The others are listed in llms.txt.\n\n---\n"), "{two}");
        assert!(two.ends_with("Two.\n"), "{two}");
        assert!(cut(0).ends_with("One.\n"), "the first page is whole");
    }
}
