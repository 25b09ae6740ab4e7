//! The constructs besides Markdown that a system's text may contain.

use super::slugs::Rule;

/// What a system adds to Markdown, and how its links are resolved.
#[derive(Debug)]
pub(super) struct Constructs {
    /// The syntaxes that its pages may contain.
    pub(super) syntaxes: &'static [Syntax],
    /// How headings get their ids.
    pub(super) slugs: Rule,
    /// What a relative link is relative to, first.
    pub(super) links: LinkBase,
}

/// A syntax that is not Markdown's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `!!! note`, `??? note` and `=== "Tab"`, with indented bodies.
    Indented,
    /// `/// note`.
    Slashes,
    /// `> [!info]- Title`.
    Alert,
    /// `:::note`.
    Container,
    /// `{% tag %}`.
    Liquid,
    /// `{{< tag >}}`.
    Shortcode,
    /// `<Tag>` of components.
    Component,
    /// Imports and expressions of MDX, and HTML with attributes of React.
    Jsx,
    /// `{: .class }` of kramdown.
    Kramdown,
    /// `{ .class #id }` of Python-Markdown and others.
    AttributeList,
    /// Icons, keys and abbreviations of Python-Markdown's extensions.
    Marks,
    /// `[[text|Page]]` of Gollum, with the link text first.
    Gollum,
    /// Lines of Rust code after `# `.
    HiddenLines,
}

/// What a relative link is relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkBase {
    /// The file it is in.
    File,
    /// The address of its page.
    Address,
    /// The address of its page; a Markdown path is a file, relative to the file it is in or to the folder of all pages.
    AddressOrRoot,
}
