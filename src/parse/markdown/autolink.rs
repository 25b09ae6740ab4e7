//! Bare URLs and mail addresses in text, which GitHub-flavoured Markdown links though nothing marks them.

use std::borrow::Cow;
use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

/// A bare address in a text.
pub(super) struct Bare<'t> {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// Where it leads: as written, with `http://` before `www.`; a mail address stays bare.
    pub(super) destination: Cow<'t, str>,
    /// Whether it is a mail address.
    pub(super) is_mail: bool,
}

/// Finds bare addresses: `http:`, `https:`, `www.` and mail, as the GFM specification links them.
#[derive(Default)]
pub(super) struct Finder {
    with_scheme: LinkFinder,
    without_scheme: Option<LinkFinder>,
}

impl Finder {
    /// The addresses of a text, in order.
    pub(super) fn find<'t>(&mut self, text: &'t str) -> Vec<Bare<'t>> {
        let has_www = text.contains("www.");
        if !has_www && !text.contains("://") && !text.contains('@') {
            return Vec::new();
        }
        let finder = if has_www {
            self.without_scheme.get_or_insert_with(|| {
                let mut finder = LinkFinder::new();
                finder.url_must_have_scheme(false);
                finder
            })
        } else {
            &self.with_scheme
        };
        finder.links(text).filter_map(|link| bare(text, link.start()..link.end(), link.kind())).collect()
    }
}

fn bare<'t>(text: &'t str, range: Range<usize>, kind: &LinkKind) -> Option<Bare<'t>> {
    let written = &text[range.clone()];
    let begins = |prefix: &str| written.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let is_mail = *kind == LinkKind::Email;
    if is_mail || begins("https://") || begins("http://") {
        Some(Bare { range, destination: Cow::Borrowed(written), is_mail })
    } else if begins("www.") {
        Some(Bare { range, destination: Cow::Owned(format!("http://{written}")), is_mail })
    } else {
        None
    }
}
