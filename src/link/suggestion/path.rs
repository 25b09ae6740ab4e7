//! What a path with nothing there was meant to be.

use crate::index::Place;
use crate::parse::Link;
use crate::path::{is_page_name, join};
use crate::suggest;

use crate::link::Here;
use crate::link::destination::Local;
use crate::link::locate::{NotFound, locate};
use crate::link::rewrite::{self, Style};

use super::web::elsewhere_on_the_web;
use super::{Effort, MOST_ALIKE, MOST_NAMED, MOST_SIFTED, Suggestion, one_of};

/// What a path with nothing there was meant to be.
pub(in crate::link) fn for_path(
    here: &Here<'_>,
    link: &Link,
    local: &Local<'_>,
    fault: &NotFound,
    effort: Effort,
) -> Option<Suggestion> {
    let search = PathSearch { here, local, style: Style::new(here.entry.path.folder(), local) };
    if local.has_backslash && locate(here, &local.with_slashes()).is_ok() {
        return Some(with_slashes(link));
    }
    match fault {
        NotFound::NotAFolder(_) => without_slash(link),
        NotFound::Escapes => search.right_elsewhere(),
        NotFound::NothingOutside(path) => search.right_elsewhere().or_else(|| search.moved(path)),
        NotFound::Nothing(path) => search
            .marked_as_root()
            .or_else(|| search.misspelled(path))
            .or_else(|| search.own_page(path))
            .or_else(|| search.right_elsewhere())
            .or_else(|| elsewhere_on_the_web(link))
            .or_else(|| search.moved(path))
            .or_else(|| search.near(path).filter(|_| effort == Effort::Guess))
            .or_else(|| search.shorter(path))
            .or_else(|| search.near_elsewhere(path).filter(|_| effort == Effort::Guess)),
    }
}

struct PathSearch<'a> {
    here: &'a Here<'a>,
    local: &'a Local<'a>,
    style: Style<'a>,
}

impl PathSearch<'_> {
    /// The destination of a path of the content, in the author's own style.
    fn write(&self, path: &str) -> String {
        rewrite::destination(self.style, path, self.is_folder(path))
    }

    fn is_folder(&self, path: &str) -> bool {
        matches!(self.here.index.at_path(path), Some(Place::Folder(_) | Place::BareFolder(_)))
    }

    fn holds_pages(&self, path: &str) -> bool {
        matches!(self.here.index.at_path(path), Some(Place::Folder(_)))
    }

    /// The destination as written, with its names spelled like the last ones of `path`: the dots in front stay the author's.
    fn respell(&self, path: &str) -> String {
        let names = without_dots(&self.local.path);
        let dots = &self.local.path[..self.local.path.len() - names.len()];
        let names = names.trim_end_matches('/');
        if self.style.is_from_root || names.split('/').any(|name| matches!(name, "" | "." | "..")) {
            return self.write(path);
        }
        let start = path.rmatch_indices('/').nth(names.matches('/').count()).map_or(0, |(at, _)| at + 1);
        let style = Style { folder: "", has_dot: false, ..self.style };
        format!("{dots}{}", rewrite::destination(style, &path[start..], self.is_folder(path)))
    }

    /// The same path except for case, extension or separators.
    fn misspelled(&self, path: &str) -> Option<Suggestion> {
        let index = self.here.index;
        let mut alike = index.spelled_like(path);
        // Middleman names the source of `page.html` `page.html.md`. For other names this finds nothing: pages' extensions were compared.
        if alike.is_empty() {
            alike = index.spelled_like(&format!("{path}.md"));
        }
        let alike = alike.iter().take(MOST_ALIKE).filter(|other| ***other != *path);
        let ranked: Vec<(Misspelling, &str)> = alike.map(|other| (Misspelling::new(path, other), &**other)).collect();
        let best = ranked.iter().map(|(misspelling, _)| *misspelling).min()?;
        let mut candidates = ranked.iter().filter(|(misspelling, _)| *misspelling == best).map(|(_, other)| *other);
        match (candidates.next(), candidates.next()) {
            (Some(other), None) if best == Misspelling::Kind => {
                Some(Suggestion::likely(self.respell(other), |text| best.help(text)))
            }
            (Some(other), None) => Some(Suggestion::certain(self.respell(other), |text| best.help(text))),
            _ => Some(self.one_of(ranked.iter().filter(|(misspelling, _)| *misspelling == best).map(|(_, other)| *other))),
        }
    }

    /// `@/team/rules.md` and the like, which count from a root elsewhere: from the content's own, or from a folder around the page.
    fn marked_as_root(&self) -> Option<Suggestion> {
        let bare = ROOTS.iter().find_map(|root| self.local.path.strip_prefix(root))?;
        let index = self.here.index;
        let mut folder = Some(self.here.entry.path.folder());
        let mut folders = vec![""];
        while let Some(name) = folder.filter(|name| !name.is_empty()) {
            folders.push(name);
            folder = name.rsplit_once('/').map(|(parent, _)| parent);
        }
        let path = folders.into_iter().find_map(|folder| {
            let path = join(folder, bare).ok()?;
            match (index.at_path(&path), index.spelled_like(&path)) {
                (Some(Place::Draft(_)), _) => None,
                (Some(_), _) => Some(path),
                (None, [only]) if Misspelling::new(&path, only) != Misspelling::Kind => Some(only.to_string()),
                _ => None,
            }
        })?;
        Some(Suggestion::likely(self.write(&path), |text| format!("paths have no such mark for a root here: write `{text}`")))
    }

    /// `adoption/index.md` if another page is the folder's own.
    fn own_page(&self, path: &str) -> Option<Suggestion> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if !is_index(name) {
            return None;
        }
        let own_page = self.here.index.folders.get(folder)?.own_page?;
        let text = self.write(self.here.index.page(own_page).path.as_str());
        Some(Suggestion::likely(text, |text| format!("the folder's own page is `{text}`")))
    }

    /// The same path, valid relative to another folder than the page's.
    fn right_elsewhere(&self) -> Option<Suggestion> {
        let index = self.here.index;
        let bare = without_dots(&self.local.path);
        if bare.is_empty() || matches!(bare, "." | "..") {
            return None;
        }
        let stands = |path: &str| match index.at_path(path) {
            Some(Place::Draft(_)) => None,
            Some(_) => Some(path.to_owned()),
            None => match index.spelled_like(path) {
                [only] if Misspelling::new(path, only) != Misspelling::Kind => Some(only.to_string()),
                _ => None,
            },
        };
        let root = join("", bare).ok()?;
        if !self.style.is_from_root
            && let Some(path) = stands(&root)
        {
            let text = self.write(&path);
            return Some(Suggestion::likely(text, |text| {
                format!("the path is right from the content root; from this page it is `{text}`")
            }));
        }
        let address = self.here.entry.url.as_str().trim_end_matches('/');
        if let Some(path) = join(address, &self.local.path).ok().and_then(|path| stands(&path)) {
            let text = self.write(&path);
            return Some(Suggestion::likely(text, |text| format!("links name files, not addresses: write `{text}`")));
        }
        let mut folder = self.here.entry.path.folder();
        while !folder.is_empty() {
            if let Some(path) = join(folder, bare).ok().and_then(|path| stands(&path)) {
                let text = self.write(&path);
                return Some(Suggestion::likely(text, |text| format!("from this page the path is `{text}`")));
            }
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        None
    }

    /// The same name in another folder.
    fn moved(&self, path: &str) -> Option<Suggestion> {
        let index = self.here.index;
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let alike = match index.ends_like(path) {
            [] if is_index(name) => return None,
            [] => index.named_like(name),
            ends_alike => ends_alike,
        };
        if alike.len() > MOST_SIFTED {
            return None;
        }
        let help = |text: &str| format!("one of this name is at `{text}`");
        let alike = alike.iter().map(|other| &**other);
        if !is_page_name(name) && name.contains('.') {
            return self.nearest_of(path, alike, help);
        }
        let pages = alike.clone().filter(|other| is_page_name(other));
        self.nearest_of(path, pages, help).or_else(|| self.nearest_of(path, alike.filter(|other| self.holds_pages(other)), help))
    }

    /// A path that differs in one name by a few letters.
    fn near(&self, path: &str) -> Option<Suggestion> {
        let index = self.here.index;
        let (mut folder, mut rest) = ("", path);
        while let Some((name, deeper)) = rest.split_once('/') {
            let end = path.len() - rest.len() + name.len();
            if !self.is_folder(&path[..end]) {
                break;
            }
            (folder, rest) = (&path[..end], deeper);
        }
        let (name, deeper) = rest.split_once('/').map_or((rest, None), |(name, deeper)| (name, Some(deeper)));
        let near = index.nearest_in(folder, name).filter(|near| is_likely(name, near))?;
        let near = if folder.is_empty() { near.to_owned() } else { format!("{folder}/{near}") };
        let meant = deeper.map_or_else(|| near.clone(), |deeper| format!("{near}/{deeper}"));
        let meant = match (index.at_path(&meant), index.spelled_like(&meant)) {
            (Some(Place::Draft(_)), _) => return None,
            (Some(_), _) => meant,
            (None, [only]) => only.to_string(),
            (None, _) => return None,
        };
        Some(Suggestion::likely(self.write(&meant), |text| format!("a similar path is `{text}`")))
    }

    /// The page whose name is that of `path` without the last words: `booking.md` for `booking-sheet.md`.
    fn shorter(&self, path: &str) -> Option<Suggestion> {
        let index = self.here.index;
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let (stem, extension) = name.rsplit_once('.').filter(|_| is_page_name(name))?;
        let folder = &path[..path.len() - name.len()];
        let ends = stem.rmatch_indices(['-', '_', ' ']).map(|(end, _)| end).filter(|end| *end > 1);
        let candidates = ends.map(|end| format!("{folder}{}.{extension}", &stem[..end]));
        let found = candidates.take(MOST_WORDS).find_map(|shorter| match index.spelled_like(&shorter) {
            [only] if is_page_name(only) && **only != *self.here.entry.path.as_str() => Some(only.to_string()),
            _ => None,
        })?;
        Some(Suggestion::likely(self.write(&found), |text| format!("a page of a shorter name is `{text}`")))
    }

    /// A similar name anywhere.
    fn near_elsewhere(&self, path: &str) -> Option<Suggestion> {
        let index = self.here.index;
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let near = index.nearest_name(name).filter(|near| is_likely(name, near))?;
        if is_index(near) {
            return None;
        }
        let alike = index.named_like(near).iter().map(|other| &**other).filter(|other| other.rsplit('/').next() == Some(near));
        let alike = alike.filter(|other| !self.is_folder(other) || self.holds_pages(other));
        self.nearest_of(path, alike, |text| format!("one of a similar name is at `{text}`"))
    }

    /// The path with the most folders in common with `path`; a choice if several have equally many.
    fn nearest_of<'p>(
        &self,
        path: &str,
        others: impl Iterator<Item = &'p str> + Clone,
        help: impl Fn(&str) -> String,
    ) -> Option<Suggestion> {
        if others.clone().nth(MOST_ALIKE).is_some() {
            return None;
        }
        let others = others.filter(|other| *other != path && *other != self.here.entry.path.as_str());
        let closest = others.clone().map(|other| closeness(path, other)).max()?;
        let mut best = others.filter(|other| closeness(path, other) == closest);
        match (best.next(), best.clone().count()) {
            (Some(only), 0) => Some(Suggestion::likely(self.write(only), help)),
            (Some(first), 1..MOST_NAMED) => Some(self.one_of(std::iter::once(first).chain(best))),
            _ => None,
        }
    }

    fn one_of<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Suggestion {
        one_of(paths.map(|path| self.write(path)))
    }
}

/// Whether two names are as near without their extensions, and the extensions differ only by a typing error: `map.pgn` may be `map.png`,
/// but `a.md` is not a misspelt `b.md`, nor `types.csv` a `types.rb`.
fn is_likely(name: &str, other: &str) -> bool {
    let is_near = |one: &str, two: &str| one.eq_ignore_ascii_case(two) || suggest::nearest(one, std::iter::once(two)).is_some();
    let (Some((stem, extension)), Some((other_stem, other_extension))) = (name.rsplit_once('.'), other.rsplit_once('.')) else {
        return true;
    };
    let are_pages = is_page_name(name) && is_page_name(other);
    (are_pages || is_near(extension, other_extension)) && is_near(stem, other_stem) && !is_another_word(stem, other_stem)
}

/// Whether two names are so short that one letter makes another word of them: `faq` is not a misspelt `fad`, but `fqa` may be `faq`.
fn is_another_word(name: &str, other: &str) -> bool {
    let letters = |name: &str| {
        let mut letters: Vec<char> = name.to_lowercase().chars().collect();
        letters.sort_unstable();
        letters
    };
    name.chars().count() <= 3 && letters(name) != letters(other)
}

/// The marks for the root of all files that other generators' links begin with.
const ROOTS: [&str; 5] = ["@/", "@site/", "~/", "~~/", "@content/"];

/// How many words of a name may be missing.
const MOST_WORDS: usize = 4;

/// A relative path without the `./` and `../` in front.
fn without_dots(path: &str) -> &str {
    let mut rest = path;
    while let Some(shorter) = rest.strip_prefix("../").or_else(|| rest.strip_prefix("./")) {
        rest = shorter;
    }
    rest
}

/// The destination as written with `/` for every backslash before the query.
fn with_slashes(link: &Link) -> Suggestion {
    let (path, rest) = cut_path(link);
    let mut text = path.replace('\\', "/");
    rewrite::keep(rest, &mut text);
    Suggestion::certain(text, |text| format!("folders are separated by `/`: write `{text}`"))
}

/// The destination as written without the slash at the path's end.
fn without_slash(link: &Link) -> Option<Suggestion> {
    let (path, rest) = cut_path(link);
    let mut text = path.strip_suffix('/')?.trim_end_matches('/').to_owned();
    rewrite::keep(rest, &mut text);
    Some(Suggestion::certain(text, |text| format!("a file has no slash at its end: write `{text}`")))
}

/// A destination split where its query or fragment begins.
fn cut_path(link: &Link) -> (&str, &str) {
    link.destination.split_at(link.destination.find(['?', '#']).unwrap_or(link.destination.len()))
}

/// What was wrong about a path, the most harmless first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Misspelling {
    Case,
    Extension,
    Separator,
    /// A folder instead of a page, or a file of another kind.
    Kind,
}

impl Misspelling {
    fn new(written: &str, meant: &str) -> Self {
        let (written, meant) = (written.to_lowercase(), meant.to_lowercase());
        if written == meant {
            return Self::Case;
        }
        if !is_page_name(&meant) && (is_page_name(&written) || !written.contains('.')) {
            return Self::Kind;
        }
        if without_page_extension(&written) == without_page_extension(&meant) { Self::Extension } else { Self::Separator }
    }

    fn help(self, text: &str) -> String {
        match self {
            Self::Case => format!("case counts on the web: write `{text}`"),
            Self::Extension => format!("links name files with their extension: write `{text}`"),
            Self::Separator => format!("it is spelled `{text}`"),
            Self::Kind => format!("there is `{text}`"),
        }
    }
}

fn without_page_extension(path: &str) -> &str {
    [".md", ".markdown", ".html", ".htm"].iter().find_map(|extension| path.strip_suffix(extension)).unwrap_or(path)
}

/// Whether a file has the name of a folder's own page, so that its name alone does not identify it.
fn is_index(name: &str) -> bool {
    ["index", "_index", "readme"].contains(&without_page_extension(&name.to_lowercase()))
}

/// How many names two paths share, counted from the end, and then from the root.
fn closeness(a: &str, b: &str) -> (usize, usize) {
    let from_end = a.rsplit('/').zip(b.rsplit('/')).take_while(|(a, b)| a == b).count();
    let from_root = a.split('/').zip(b.split('/')).take_while(|(a, b)| a == b).count();
    (from_end, from_root)
}
