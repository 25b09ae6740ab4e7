//! Parses the text of a destination into a typed one: where it may lead, before anything is looked up.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::scheme;

/// What kind of place a destination names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination<'a> {
    /// Something that runs code when followed.
    Unsafe,
    /// Another site: a scheme, or `//` and a host.
    External,
    /// A local path, such as `C:\handbook\labs.md`.
    Drive,
    /// A file, a folder or an address of this site.
    Local(Local<'a>),
}

/// A destination without scheme and host, split into its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Local<'a> {
    /// The path, percent-decoded once, without its leading slash; see [`is_from_root`](Self::is_from_root).
    pub(super) path: Cow<'a, str>,
    /// Whether the path begins with a slash.
    pub(super) is_from_root: bool,
    /// Whether the path as written contains a backslash, which browsers and GitHub interpret differently.
    pub(super) has_backslash: bool,
    /// The query with its `?`, as written; empty if there is none.
    pub(super) query: &'a str,
    /// The fragment without its `#`, still percent-encoded.
    pub(super) fragment: Option<&'a str>,
}

impl Local<'_> {
    /// Whether the destination explicitly means a folder: it ends with a slash, or is `.` or `..`.
    pub(super) fn means_folder(&self) -> bool {
        matches!(self.path.rsplit('/').next(), Some("" | "." | "..")) && !self.is_same_page()
    }

    /// Whether it is only a query or a fragment.
    pub(super) fn is_same_page(&self) -> bool {
        self.path.is_empty() && !self.is_from_root
    }

    /// The same destination with `/` for every backslash.
    pub(super) fn with_slashes(&self) -> Local<'static> {
        let path = self.path.replace('\\', "/");
        let is_from_root = self.is_from_root || path.starts_with('/');
        let path = Cow::Owned(path.trim_start_matches('/').to_owned());
        Local { path, is_from_root, has_backslash: false, query: "", fragment: None }
    }
}

impl<'a> Destination<'a> {
    /// Splits a destination as in RFC 3986; nothing is looked up.
    pub(super) fn parse(written: &'a str) -> Self {
        let written = written.trim_matches(|c: char| c.is_ascii_whitespace());
        if scheme::runs_code(written) {
            return Self::Unsafe;
        }
        if written.starts_with("//") {
            return Self::External;
        }
        match scheme::scheme(written) {
            // No scheme of one letter is registered, but Windows drives have such names.
            Some(scheme) if scheme.len() == 1 => return Self::Drive,
            Some(_) => return Self::External,
            None => {}
        }
        let (rest, fragment) = written.split_once('#').map_or((written, None), |(rest, fragment)| (rest, Some(fragment)));
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        let has_backslash = path.contains('\\');
        let (path, is_from_root) = path.strip_prefix('/').map_or((path, false), |path| (path, true));
        Self::Local(Local { path: decoded(path), is_from_root, has_backslash, query, fragment })
    }
}

/// The text percent-decoded once; unchanged if the result is not valid UTF-8, since no file of a handbook has such a name.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(written: &str) -> (String, bool, String, Option<String>) {
        match Destination::parse(written) {
            Destination::Local(local) => {
                (local.path.into_owned(), local.is_from_root, local.query.to_owned(), local.fragment.map(str::to_owned))
            }
            other => panic!("{written}: {other:?}"),
        }
    }

    #[test]
    fn destinations_are_cut_at_query_and_fragment_and_decoded_once() {
        for (written, path, is_from_root, query, fragment) in [
            ("labs.md", "labs.md", false, "", None),
            ("../a%20b.md?x=1#y?z", "../a b.md", false, "?x=1", Some("y?z")),
            ("/adoption/", "adoption/", true, "", None),
            ("#setup", "", false, "", Some("setup")),
            ("", "", false, "", None),
            ("?x", "", false, "?x", None),
            ("q%3F.md", "q?.md", false, "", None),
            ("%252e.md", "%2e.md", false, "", None),
            ("100%.md", "100%.md", false, "", None),
            ("%ff.md", "%ff.md", false, "", None),
            ("a#b%20c", "a", false, "", Some("b%20c")),
            ("./a:b.md", "./a:b.md", false, "", None),
            ("1:2", "1:2", false, "", None),
        ] {
            let expected = (path.to_owned(), is_from_root, query.to_owned(), fragment.map(str::to_owned));
            assert_eq!(local(written), expected, "{written}");
        }
    }

    #[test]
    fn other_sites_drives_and_scripts_are_told_apart() {
        for (written, expected) in [
            ("https://example.com", Destination::External),
            ("mailto:a@b.c", Destination::External),
            ("//host/x", Destination::External),
            ("C:\\x\\labs.md", Destination::Drive),
            ("javascript:alert(1)", Destination::Unsafe),
            (" JAVA\tscript:alert(1)", Destination::Unsafe),
            ("\u{1}vbscript:x", Destination::Unsafe),
            ("data:text/html,x", Destination::Unsafe),
            ("data:image/png;base64,AA", Destination::External),
        ] {
            assert_eq!(Destination::parse(written), expected, "{written:?}");
        }
    }
}
