//! Paths and addresses as newtypes, so that a source path, a page's address and an output path can never be mixed up.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::is_nfc_quick;

macro_rules! text_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text itself, borrowed.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Arc::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(Arc::from(text))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    };
}

text_newtype! {
    /// A file below the content root: relative to it, `/` between segments, spelled as it is on disk.
    SourcePath
}

text_newtype! {
    /// A file of the project that is not content (configuration, template, theme asset): relative to the project folder.
    ProjectPath
}

text_newtype! {
    /// A file relative to the repository root, `/` between segments.
    RepositoryPath
}

text_newtype! {
    /// An address relative to the site's root, unescaped, without a leading slash: empty is home, `adoption/labs/` a page,
    /// `adoption/map.png` an asset.
    UrlPath
}

text_newtype! {
    /// A file below the output folder: relative to it, `/` between segments.
    OutputPath
}

impl SourcePath {
    /// The folder the file is in, without a trailing slash; empty at the content root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last segment, extension included.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// The last segment without its extension: `labs` for `adoption/labs.md`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or(name, |(stem, _)| stem)
    }

    /// The path without its extension: `adoption/labs` for `adoption/labs.md`.
    #[must_use]
    pub fn without_extension(&self) -> &str {
        let cut = self.file_name().len() - self.stem().len();
        &self.0[..self.0.len() - cut]
    }

    /// The address of a file that is copied beside the pages: its path in NFC, without the dots in front of hidden folders, since
    /// hosts and publishing tools skip such folders. A file beside the content has the address it would have if its folder were in
    /// the content.
    #[must_use]
    pub fn address(&self) -> UrlPath {
        let path = nfc(&self.0);
        if !self.is_published_on_demand() {
            return UrlPath::from(&*without_backslashes(&path));
        }
        let shown = path.split('/').map(|name| if is_hidden_name(name) { name.trim_start_matches('.') } else { name });
        UrlPath::from(&*without_backslashes(&shown.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("/")))
    }

    /// Whether the file is part of the site only if pages refer to it: it is in a hidden folder or beside the content.
    #[must_use]
    pub fn is_published_on_demand(&self) -> bool {
        self.folder().split('/').any(is_hidden_name)
    }

    /// Whether the file is beside the content, in another system's folder of static files: its path begins with `../`.
    #[must_use]
    pub fn is_beside_content(&self) -> bool {
        self.0.starts_with("../")
    }

    /// Whether the file's name is that of a page; see [`is_page_name`].
    #[must_use]
    pub fn is_page(&self) -> bool {
        is_page_name(self.file_name())
    }

    /// The top-level folder, if the file is in one.
    #[must_use]
    pub fn top_folder(&self) -> Option<&str> {
        self.0.split_once('/').map(|(top, _)| top)
    }
}

/// A content path with `-` for each backslash, as used in an address: browsers and Windows treat a backslash as a slash.
#[must_use]
pub fn without_backslashes(path: &str) -> Cow<'_, str> {
    if path.contains('\\') { Cow::Owned(path.replace('\\', "-")) } else { Cow::Borrowed(path) }
}

/// Whether a file or folder of this name is hidden: it begins with a dot and is not `.well-known`, which RFC 8615 requires to be
/// served.
#[must_use]
pub fn is_hidden_name(name: &str) -> bool {
    name.starts_with('.') && name != ".well-known"
}

/// The extensions of pages.
pub const PAGE_EXTENSIONS: [&str; 5] = ["md", "markdown", "mdown", "mdwn", "mkd"];

/// The extension of MDX, whose files are pages if `pages:` names it.
pub const MDX: &str = "mdx";

/// Whether a file of this name is read as a page: by one of [`PAGE_EXTENSIONS`], in any case.
#[must_use]
pub fn is_page_name(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty() && PAGE_EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known))
    })
}

impl UrlPath {
    /// The home page's address.
    #[must_use]
    pub fn home() -> Self {
        Self::from("")
    }

    /// Where a page or file with this address is written: a folder address gets an `index.html`.
    #[must_use]
    pub fn output(&self) -> OutputPath {
        if self.0.is_empty() || self.0.ends_with('/') {
            OutputPath(format!("{}index.html", self.0).into())
        } else {
            OutputPath(Arc::clone(&self.0))
        }
    }

    /// How many folders deep the address is: the number of `../` that lead back to the root.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.0.matches('/').count()
    }

    /// The relative, percent-encoded href that leads from a page at this address to `target`, as RFC 3986 resolves it.
    ///
    /// A first segment with a colon gets `./`, so that it is not read as a scheme; the page itself is `./`.
    #[must_use]
    pub fn href_to(&self, target: &UrlPath) -> String {
        let base = self.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (target_folder, target_name) = target.0.rsplit_once('/').unwrap_or(("", &target.0));
        let here = base.split('/').filter(|s| !s.is_empty());
        let there = target_folder.split('/').filter(|s| !s.is_empty());
        let shared = here.clone().zip(there.clone()).take_while(|(a, b)| a == b).count();
        let mut href = String::with_capacity(self.0.len() + target.0.len());
        for _ in here.skip(shared) {
            href.push_str("../");
        }
        for segment in there.skip(shared) {
            encode_segment(segment, &mut href);
            href.push('/');
        }
        encode_segment(target_name, &mut href);
        if href.is_empty() {
            return "./".to_owned();
        }
        if href.bytes().take_while(|byte| *byte != b'/').any(|byte| byte == b':') {
            href.insert_str(0, "./");
        }
        href
    }

    /// The address percent-encoded, to be appended to the site's own address or to a slash.
    #[must_use]
    pub fn encoded(&self) -> String {
        let mut encoded = String::with_capacity(self.0.len());
        for (position, segment) in self.0.split('/').enumerate() {
            if position > 0 {
                encoded.push('/');
            }
            encode_segment(segment, &mut encoded);
        }
        encoded
    }
}

/// What RFC 3986 does not allow unescaped in a path segment, and the quotes that would end an HTML attribute.
const SEGMENT: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\'');

fn encode_segment(segment: &str, into: &mut String) {
    // Most names need no escape.
    let is_plain = segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    if is_plain { into.push_str(segment) } else { into.extend(percent_encoding::utf8_percent_encode(segment, SEGMENT)) }
}

/// A fragment percent-encoded for an href, without its `#`.
#[must_use]
pub fn encode_fragment(fragment: &str) -> String {
    percent_encoding::utf8_percent_encode(fragment, SEGMENT).to_string()
}

/// The text in Unicode normalisation form C, borrowed if it already is.
#[must_use]
pub fn nfc(text: &str) -> std::borrow::Cow<'_, str> {
    if is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes {
        std::borrow::Cow::Borrowed(text)
    } else {
        std::borrow::Cow::Owned(text.nfc().collect())
    }
}

/// A name as a part of an address: lower-case letters, digits and single hyphens; may be empty.
#[must_use]
pub fn slug_of_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let parts = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// A file name in words: `cool-kid` becomes `Cool kid`.
#[must_use]
pub fn in_words(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c == '-' || c == '_' { ' ' } else { c }).collect();
    let spaced = spaced.trim();
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => name.to_owned(),
    }
}

/// The names that make a page its folder's own page, the best first.
const INDEX_NAMES: [&str; 3] = ["index", "_index", "readme"];

/// Whether a page with this stem (the name without its extension) may be its folder's own page.
#[must_use]
pub fn is_index_name(stem: &str) -> bool {
    index_rank(stem).is_some()
}

/// How well a page with this stem serves as its folder's own page: its place among the possible names, and whether it is spelled
/// differently. `index.html.md` is how Middleman writes `index.md`.
#[must_use]
pub fn index_rank(stem: &str) -> Option<(usize, bool)> {
    let bare = stem.strip_suffix(".html").unwrap_or(stem);
    let rank = INDEX_NAMES.iter().position(|name| bare.eq_ignore_ascii_case(name))?;
    Some((rank, stem != INDEX_NAMES[rank]))
}

/// The title of a page that does not give one: its file name in words, or the folder's name for a folder's own page.
#[must_use]
pub fn title_of_path(path: &SourcePath) -> String {
    let name = if is_index_name(path.stem()) {
        path.folder().rsplit('/').next().filter(|folder| !folder.is_empty()).unwrap_or("Home")
    } else {
        path.stem()
    };
    in_words(name)
}

/// Why a relative path could not be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Escapes;

/// Joins `relative` to `folder` (both `/`-separated), resolving `.` and `..` without touching the disk.
///
/// # Errors
/// [`Escapes`] when a `..` leads above the root that `folder` is relative to.
pub fn join(folder: &str, relative: &str) -> Result<String, Escapes> {
    let mut segments: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
    for segment in relative.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop().ok_or(Escapes)?;
            }
            name => segments.push(name),
        }
    }
    Ok(segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hrefs_are_relative_and_encoded() {
        for (from, to, href) in [
            ("", "", "./"),
            ("", "adoption/labs/", "adoption/labs/"),
            ("adoption/labs/", "", "../../"),
            ("adoption/labs/", "adoption/labs/", "./"),
            ("adoption/labs/", "adoption/tutorials/", "../tutorials/"),
            ("adoption/labs/", "adoption/map.png", "../map.png"),
            ("adoption/labs/", "adoption/labs/map.png", "map.png"),
            ("", "a:b/", "./a:b/"),
            ("x/", "x/q?/50%/", "q%3F/50%25/"),
            ("404.html", "a/", "a/"),
        ] {
            assert_eq!(UrlPath::from(from).href_to(&UrlPath::from(to)), href, "{from} -> {to}");
        }
    }

    #[test]
    fn stems_and_folders() {
        let path = SourcePath::from("adoption/labs.v2.md");
        assert_eq!((path.folder(), path.stem(), path.without_extension()), ("adoption", "labs.v2", "adoption/labs.v2"));
        assert!(path.is_page());
        assert!(!SourcePath::from("a/.md").is_page());
        assert!(SourcePath::from("A.MARKDOWN").is_page());
    }

    #[test]
    fn join_follows_dots_and_refuses_to_escape() {
        assert_eq!(join("a/b", "../c/./d"), Ok("a/c/d".to_owned()));
        assert_eq!(join("a", "../../c"), Err(Escapes));
    }
}
