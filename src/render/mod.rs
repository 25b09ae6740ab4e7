//! Site and theme become the bytes of one output.
//!
//! 1. `html` turns a page's Markdown and its resolved links into HTML; `highlight` colours the code in it.

pub mod context;
pub mod escape;
pub mod highlight;
pub mod html;
pub mod ring;
