//! The pages that take a page's place, as its front matter names them.

use std::sync::Arc;

use crate::parse::page::{FrontMatter, Link, LinkForm, Spanned};

/// The pages that `replaced_by:` names, as links.
pub(super) fn links(text: &str, front_matter: &FrontMatter) -> Vec<Link> {
    let link = |named: &Spanned<Arc<str>>| {
        let written = &text[named.span.clone()];
        // Quotes stay around another destination.
        let quotes = usize::from(written.len() > 2 && written.starts_with(['"', '\'']));
        let span = named.span.start + quotes..named.span.end - quotes;
        Link {
            form: LinkForm::Successor,
            at: named.span.start,
            is_escaped: text[span.clone()] != *named.value,
            destination: Arc::clone(&named.value),
            span,
            sentence: None,
        }
    };
    front_matter.said("replaced_by").iter().map(link).collect()
}
