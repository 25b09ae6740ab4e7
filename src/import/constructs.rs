//! The constructs that the text of a system may hold besides Markdown.

use super::slugs::Rule;

/// What a system writes besides Markdown, and how its links are meant.
#[derive(Debug)]
pub(super) struct Constructs {
    /// The syntaxes that its pages may hold.
    pub(super) syntaxes: &'static [Syntax],
    /// How headings get their ids.
    pub(super) slugs: Rule,
    /// What a relative link is counted from first.
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
    /// `[[words|Page]]` of Gollum, with the words first.
    Gollum,
    /// Lines of Rust code behind `# `.
    HiddenLines,
}

/// What a relative link is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkBase {
    /// The file that holds it.
    File,
    /// The address of its page.
    Address,
    /// The address of its page; a path of Markdown is a file, counted from the one that holds it or from the folder of all pages.
    AddressOrRoot,
}
