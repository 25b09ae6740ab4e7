//! Whether a page has the anchor that a fragment names and, if not, which one was meant.

use crate::index::{Anchors, differ_in_number};
use crate::parse::slug::slug;
use crate::suggest;

use super::destination::decoded;

/// Whether a fragment (without `#`, percent-encoded) leads to a place in the page.
///
/// An empty fragment and `top` lead to the top of every page (HTML, section 7.4.6.4); anything after `:~:` is a text directive.
pub(super) fn exists(anchors: &Anchors, fragment: &str) -> bool {
    let fragment = fragment.split(":~:").next().unwrap_or(fragment);
    fragment.is_empty()
        || anchors.contains(fragment)
        || anchors.contains(&decoded(fragment))
        || fragment.eq_ignore_ascii_case("top")
}

/// The anchor that a wikilink's fragment names: a heading's text, or an anchor, in any case.
pub(super) fn of_heading<'a>(anchors: &'a Anchors, heading: &str) -> Option<&'a str> {
    let slug = slug(heading);
    anchors
        .get(heading)
        .or_else(|| anchors.get(&slug))
        .or_else(|| anchors.spelled(&slug))
        .or_else(|| anchors.spelled(&heading.to_lowercase()))
}

/// The anchor that a wikilink's fragment names: a heading as [`of_heading`] finds it or, after `^`, a block.
pub(super) fn named<'a>(anchors: &'a Anchors, fragment: &str) -> Option<&'a str> {
    if fragment.starts_with('^') {
        return anchors.get(fragment).or_else(|| anchors.spelled(&fragment.to_lowercase()));
    }
    of_heading(anchors, fragment).or_else(|| anchors.with_words(&slug(fragment)))
}

/// The anchor that a fragment (percent-encoded) certainly means: apart from case, without GitHub's prefix, or as a heading's text.
pub(super) fn meant<'a>(anchors: &'a Anchors, fragment: &str) -> Option<&'a str> {
    let fragment = decoded(fragment);
    of_heading(anchors, fragment.strip_prefix("user-content-").unwrap_or(&fragment))
}

/// The anchor nearest to a fragment (percent-encoded) by edit distance.
pub(super) fn nearest<'a>(anchors: &'a Anchors, fragment: &str) -> Option<&'a str> {
    let fragment = decoded(fragment);
    let wanted = slug(&fragment);
    let anchors = anchors.neighbours(&wanted).filter(|anchor| !differ_in_number(&fragment, anchor));
    suggest::nearest(&fragment, anchors)
}
