//! The facts of one page, with their spans.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::promises::{Audience, ReviewPeriod};

/// The facts of one page.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct ParsedPage {
    /// The front matter; empty if there is none or it is invalid.
    pub front_matter: FrontMatter,
    /// Where the body begins in the text.
    pub body: usize,
    /// The text of the first level-1 heading, wherever it is; otherwise that of the heading at the start of the body.
    pub heading_title: Option<Arc<str>>,
    /// Whether the first heading is the page's title: a level-1 heading at the start of the body, or one whose text is the title.
    pub opens_with_title: bool,
    /// Whether the text of a level-1 heading after others is the title.
    pub says_title_below: bool,
    /// The first paragraph's plain text.
    pub summary: Option<Arc<str>>,
    /// All headings in order.
    pub headings: Vec<Heading>,
    /// Ids and names declared in raw HTML, without footnotes.
    pub html_ids: Vec<Arc<str>>,
    /// All links, images and embeds in order of [`Link::at`].
    pub links: Vec<Link>,
    /// Text that looks like a failed link, in order.
    pub suspects: Vec<Suspect>,
    /// The number of words, not counting code; each CJK character counts as one.
    pub words: usize,
    /// Blocks of code that name the file they are from, or what is to be run, in order.
    pub samples: Vec<Sample>,
    /// Whether a Mermaid fence stands in it.
    pub has_diagrams: bool,
    /// The lists whose items each name and describe something, in order.
    pub named_lists: Vec<NamedList>,
}

impl ParsedPage {
    /// Whether something of the page depends on the day: its review, or when another generator would publish it.
    #[must_use]
    pub fn asks_for_the_day(&self) -> bool {
        let FrontMatter { reviewed, review_every, foreign, .. } = &self.front_matter;
        let is_of_a_day = |key: &ForeignKey| matches!(key.meaning, ForeignMeaning::From(_) | ForeignMeaning::Until(_));
        reviewed.is_some() || review_every.is_some() || foreign.iter().any(is_of_a_day)
    }
}

/// A block of code that names the file it is from, or what is to be run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sample {
    /// The file, with the lines or the region of it, as written: `examples/start.py#L3-20`.
    pub source: Option<Arc<str>>,
    /// What a team's own checks are to run.
    pub run: Option<Arc<str>>,
    /// The language; empty where none is named.
    pub language: Arc<str>,
    /// The code, its lines ended by line feeds.
    pub code: Arc<str>,
    /// The bytes of the words behind the fence.
    pub info: Range<usize>,
    /// The bytes of the code, from the first line to the end of the last. In a quote or a list, what stands before its other lines is
    /// among them.
    pub content: Range<usize>,
    /// What stands before each line of the code: spaces in a list, `> ` in a quote.
    pub prefix: Arc<str>,
    /// The characters of the fence.
    pub fence: Arc<str>,
}

/// The items of a list in which each names something.
pub type NamedList = Vec<NamedItem>;

/// An item such as `Attraction - telling people …`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NamedItem {
    /// The text before the dash or colon, without markup.
    pub name: Arc<str>,
    /// The text after it, without markup; may be empty.
    pub words: Arc<str>,
}

/// A heading and its anchor.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The text without markup.
    pub text: Arc<str>,
    /// The anchor, unique within the page.
    pub id: Arc<str>,
    /// Whether the author gave the id by `{#id}`.
    pub is_explicit: bool,
    /// Whether it is in a quote, a callout or a footnote, so that it is not the page's own.
    pub is_quoted: bool,
    /// The bytes of the whole heading. The renderer finds the heading by their start.
    pub span: Range<usize>,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkForm {
    /// `[words](destination)`
    Inline,
    /// `[words][label]`, `[label][]`, `[label]`: the span is the definition's destination.
    Reference,
    /// `<https://…>`
    Autolink,
    /// `![words](destination)`
    Image,
    /// `![words][label]`
    ReferenceImage,
    /// `href` in raw HTML.
    HtmlHref,
    /// `src`, `srcset`, `poster`, `data` in raw HTML: something shown in the page.
    HtmlSource,
    /// `[[page#heading|words]]`: the destination is the part before the bar.
    Wiki,
    /// `![[file]]`
    Embed,
    /// `replaced_by:` in the front matter, which counts in handbooks with statuses.
    Successor,
}

impl LinkForm {
    /// Whether the destination is shown in the page rather than linked to.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        matches!(self, Self::Image | Self::ReferenceImage | Self::HtmlSource | Self::Embed)
    }

    /// Whether the destination is looked up by name.
    #[must_use]
    pub const fn is_wiki(self) -> bool {
        matches!(self, Self::Wiki | Self::Embed)
    }
}

/// A link as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// How it is written.
    pub form: LinkForm,
    /// Where the construct begins in the text; for raw HTML, where the attribute's value (or the `srcset` candidate) begins.
    /// Unique within the page: the renderer finds the link by it.
    pub at: usize,
    /// The destination as the author means it: Markdown escapes and HTML character references decoded, percent-encoding kept.
    pub destination: Arc<str>,
    /// The destination's bytes as written, without angle brackets or quotes.
    pub span: Range<usize>,
    /// Whether the bytes as written differ from the destination because of escapes or character references.
    pub is_escaped: bool,
    /// The sentence around the link as plain text; `None` for images and for links to other sites.
    pub sentence: Option<Arc<str>>,
}

/// Text that was perhaps meant as a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Suspect {
    /// What is wrong with it.
    pub kind: SuspectKind,
    /// The bytes concerned.
    pub span: Range<usize>,
    /// The bytes concerned, as written.
    pub subject: Arc<str>,
    /// The bytes that a fix replaces.
    pub whole: Range<usize>,
    /// Where it would lead, for a wikilink its name; `None` if unknown.
    pub destination: Option<Arc<str>>,
    /// The label that it defines, or that is undefined.
    pub label: Option<Arc<str>>,
    /// Whether its label is certainly one, even on a page without definitions. In notes `[words][name]` may say who spoke.
    pub is_surely_a_label: bool,
    /// The replacement for `whole`, if it is unambiguous.
    pub fix: Option<Box<str>>,
}

/// What is wrong with a [`Suspect`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SuspectKind {
    /// `[words](page one.md)`
    Space,
    /// `[words](page.md`
    NeverClosed,
    /// `[words(page.md)`
    BracketNeverClosed,
    /// `[[page]`
    HalfClosed,
    /// `[words](<page.md)`
    AngleNeverClosed,
    /// `[words](page_(one.md)`
    Unbalanced,
    /// `[words](page.md "title)`
    OpenQuote,
    /// `[words](page.md “title”)`
    CurlyQuotes,
    /// `![words](picture.png =100x20)`
    Size,
    /// `[words] (page.md)`
    SpaceBetween,
    /// `(words)[page.md]`
    TurnedRound,
    /// `[words]（page.md）`
    FullWidth,
    /// `[label]: page one.md`
    Definition,
    /// `[label] : page.md`
    DefinitionApart,
    /// `[[ page ]]`
    Padded,
    /// `| [[page|words]] |` in a table
    Bar,
    /// `[[#[words](address)]]`
    LinkInWikilink,
    /// `[words][label]` without `[label]: …`
    UndefinedLabel,
    /// `[^label]` without `[^label]: …`
    UndefinedFootnote,
}

/// A value of the front matter and its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the page's text; the key's bytes if the value's own could not be found.
    pub span: Range<usize>,
}

/// A key of the front matter that means something in some handbooks alone, with its text or texts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Said {
    /// The key.
    pub key: Arc<str>,
    /// The key's bytes in the page's text.
    pub key_span: Range<usize>,
    /// At least one text.
    pub values: Vec<Spanned<Arc<str>>>,
}

/// The front matter's known keys, and the others unchanged.
#[derive(Debug, Clone, PartialEq, Default, Hash)]
pub struct FrontMatter {
    /// `title:`
    pub title: Option<Arc<str>>,
    /// `description:`
    pub description: Option<Arc<str>>,
    /// `stage:`, home first. `Some` of an empty list means no stage.
    pub stage: Option<Vec<Spanned<Arc<str>>>>,
    /// `needs:`; `None` if the key is absent.
    pub needs: Option<Vec<Spanned<Arc<str>>>>,
    /// `kind:`
    pub kind: Option<Spanned<Arc<str>>>,
    /// `order:`
    pub order: Option<i64>,
    /// `draft:`
    pub draft: bool,
    /// `aliases:`
    pub aliases: Vec<Spanned<Arc<str>>>,
    /// `owner:` (one or a list)
    pub owner: Vec<Spanned<Arc<str>>>,
    /// `reviewed:`
    pub reviewed: Option<Spanned<jiff::civil::Date>>,
    /// `review_every:`
    pub review_every: Option<ReviewPeriod>,
    /// `audience:`; an invalid value counts as internal, so that nothing is published by mistake.
    pub audience: Option<Spanned<Audience>>,
    /// `unlisted: true` keeps the page out of navigation, search, feeds and lists.
    pub is_unlisted: bool,
    /// `authors:` (one or a list)
    pub authors: Vec<Arc<str>>,
    /// `search: false` keeps the page out of the search.
    pub hidden_from_search: bool,
    /// What other generators' keys say of the page's address, and of when it is published.
    pub foreign: Vec<ForeignKey>,
    /// What keys say, text by text, to which `handbook.yaml` may give a meaning. They are in `extra` too.
    pub said: Vec<Said>,
    /// Other keys, for the theme.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// A key of another generator that says where or when a page is published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ForeignKey {
    /// The key as written.
    pub key: Box<str>,
    /// The key's bytes.
    pub span: Range<usize>,
    /// What it says.
    pub meaning: ForeignMeaning,
}

/// What a [`ForeignKey`] says. Addresses are as written: with or without slashes around them, and perhaps with a host.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ForeignMeaning {
    /// The page is published at this address, or at one made by this pattern.
    Address(Box<str>),
    /// The page's address ends in this.
    Slug(Box<str>),
    /// These addresses lead to the page.
    OldAddresses(Box<[Box<str>]>),
    /// The page leads to this address.
    LeadsTo(Box<str>),
    /// The page is published from this day on.
    From(jiff::civil::Date),
    /// The page is published up to this day.
    Until(jiff::civil::Date),
}

impl FrontMatter {
    /// What a key says that means something in some handbooks alone.
    #[must_use]
    pub fn said(&self, key: &str) -> &[Spanned<Arc<str>>] {
        self.said.iter().find(|said| *said.key == *key).map_or(&[], |said| &said.values)
    }

    /// What the front matter says under a key that means something in some handbooks alone, as one text: the items of a list have commas
    /// between them.
    #[must_use]
    pub fn said_as_text(&self, key: &str) -> Option<String> {
        let texts: Vec<&str> = self.said(key).iter().map(|said| &*said.value).collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    }
}
