//! `build --csp`: the header under which the site works, gathered while its pages are rendered.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::stdio;
use crate::diagnostic::visible_line;
use crate::plan::Recipe;
use crate::render::policy::{Inline, Policy, inline_parts};
use crate::resolve::Site;

/// The most pages that are named.
const MOST_NAMED: usize = 10;

/// The inline code in the pages that were seen.
#[derive(Debug, Default)]
pub(super) struct InlineCode(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    /// The theme's.
    policy: Policy,
    /// How many scripts, styles and attributes the raw HTML of a page has, by its file.
    in_pages: BTreeMap<String, usize>,
}

impl InlineCode {
    /// Records the inline code in an output. Code that is also in the page's source file is its author's.
    pub(super) fn see(&self, site: &Site, recipe: &Recipe, bytes: &[u8]) {
        let is_html = recipe.is_page() || matches!(recipe, Recipe::Redirect { .. });
        let Some(html) = is_html.then(|| std::str::from_utf8(bytes).ok()).flatten() else { return };
        let parts = inline_parts(html);
        let written = match recipe {
            Recipe::Page(id) => crate::parse::lossy_text(site.bytes(*id)),
            _ => "".into(),
        };
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for part in parts {
            let is_authors = match &part {
                Inline::Script(text) | Inline::Style(text) => !text.is_empty() && written.contains(&**text),
                Inline::Attribute(_) => true,
            };
            match recipe {
                Recipe::Page(id) if is_authors => {
                    *seen.in_pages.entry(site.index.roots.project_path(&site.index.page(*id).path)).or_default() += 1;
                }
                _ => seen.policy.allow(&part),
            }
        }
    }

    /// Prints the header, and lists the pages that have inline code it does not allow.
    pub(super) fn tell(self) {
        let Seen { policy, in_pages } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        stdio::answer(format_args!("{}\n", policy.header()));
        if in_pages.is_empty() {
            return;
        }
        let named: Vec<String> = in_pages.keys().take(MOST_NAMED).map(|file| format!("`{}`", visible_line(file))).collect();
        let more = in_pages.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named = named.join(", ");
        stdio::tell(format_args!(
            "note: the policy blocks scripts or styles in the raw HTML of {named}{more}; move them into files, or write the page without them"
        ));
    }
}
