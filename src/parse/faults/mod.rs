//! Problems of a page's text alone, independent of other pages.

pub(super) mod anchor;
pub(super) mod callout;
pub(super) mod conflict;
pub(super) mod diagram;
pub(super) mod foreign;
pub(super) mod formula;
pub(super) mod html;
pub(super) mod malformed_heading;
pub(super) mod malformed_link;
pub(super) mod page;
