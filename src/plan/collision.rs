//! The claims to paths of the output, and what happens if there are two for one path.
//!
//! Paths are compared without case and in NFC: a site that works on one file system must work on every other.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::generated::folded;
use crate::path::{OutputPath, SourcePath, UrlPath};

use super::Recipe;

/// The claimant of a path.
#[derive(Debug, Clone)]
pub(super) enum Claim {
    /// A page.
    Page(SourcePath),
    /// A file of the content.
    Asset(SourcePath),
    /// An alias in a page's front matter.
    Alias { page: SourcePath, alias: Arc<str>, span: Range<usize> },
    /// A static file of the theme.
    Theme(Arc<str>),
    /// Journeybook itself, which yields.
    Generated,
}

impl Claim {
    fn in_words(&self) -> String {
        match self {
            Self::Page(path) => format!("the page `{path}`"),
            Self::Asset(path) => format!("the file `{path}`"),
            Self::Alias { page, alias, .. } => format!("the alias `{alias}` of `{page}`"),
            Self::Theme(name) => format!("the theme's file `{name}`"),
            Self::Generated => "a generated page".to_owned(),
        }
    }

    fn place(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self {
            Self::Page(path) | Self::Asset(path) => diagnostic.in_source(path).subject(path.as_str()),
            Self::Alias { page, alias, span } => diagnostic.in_source(page).at(span.clone()).subject(&**alias),
            Self::Theme(_) | Self::Generated => diagnostic,
        }
    }

    /// Adds this claimant's place to the problem of another.
    fn relate(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self {
            Self::Page(path) | Self::Asset(path) => diagnostic.related(path, None, "the other one is here"),
            Self::Alias { page, span, .. } => diagnostic.related(page, Some(span.clone()), "the other one is here"),
            Self::Theme(_) | Self::Generated => diagnostic,
        }
    }

    /// The rank if a file and a folder have the same path: the lower rank stays.
    const fn rank(&self) -> u8 {
        match self {
            Self::Page(_) => 0,
            Self::Theme(_) => 1,
            Self::Generated => 2,
            Self::Asset(_) => 3,
            Self::Alias { .. } => 4,
        }
    }

    /// The page, if this is one of its aliases and the other is the page itself or another of its aliases.
    fn is_of_the_same_page(&self, other: &Self) -> Option<&SourcePath> {
        match (self, other) {
            (Self::Alias { page, .. }, Self::Page(holder) | Self::Alias { page: holder, .. }) if page == holder => Some(page),
            _ => None,
        }
    }

    fn way_out(&self) -> &'static str {
        match self {
            Self::Page(_) | Self::Asset(_) => "rename or move one of the two",
            Self::Alias { .. } => "remove the alias, or move whatever has its address",
            Self::Theme(_) | Self::Generated => "rename the file of the content",
        }
    }
}

/// All claims so far, by path.
#[derive(Debug, Default)]
pub(super) struct Claims {
    outputs: BTreeMap<OutputPath, (Recipe, Claim)>,
    /// The holder of each path in its compared form; of several that differ only by spelling, the first.
    holders: HashMap<Box<str>, OutputPath>,
}

impl Claims {
    /// Takes a path for a claimant, or reports the present holder.
    ///
    /// If the problem's level is lowered, the site is written like this: the first claimant keeps the path, but a file of the theme
    /// replaces one of the content; an alias yields to everything; and two files whose paths differ only in spelling are both
    /// written, since some disks and servers distinguish them.
    pub(super) fn add(&mut self, path: OutputPath, recipe: Recipe, claim: Claim, diagnostics: &mut Vec<Diagnostic>) {
        let Some(held) = self.holders.get(&*folded(path.as_str())) else { return self.take(path, recipe, claim) };
        let Some((_, holder)) = self.outputs.get(held) else { return };
        if let Some(page) = claim.is_of_the_same_page(holder) {
            diagnostics.push(redundant(page, &claim, holder));
            return;
        }
        diagnostics.push(collision(&path, &claim, held, holder));
        let replaces = matches!((&claim, holder), (Claim::Theme(_), Claim::Asset(_)));
        let is_other_spelling = !self.outputs.contains_key(&path) && !matches!(claim, Claim::Alias { .. });
        if replaces || is_other_spelling {
            self.outputs.insert(path, (recipe, claim));
        }
    }

    /// Takes a free path, and yields otherwise.
    pub(super) fn add_unless_taken(&mut self, path: OutputPath, recipe: Recipe) {
        if !self.holders.contains_key(&*folded(path.as_str())) {
            self.take(path, recipe, Claim::Generated);
        }
    }

    fn take(&mut self, path: OutputPath, recipe: Recipe, claim: Claim) {
        self.holders.insert(folded(path.as_str()), path.clone());
        self.outputs.insert(path, (recipe, claim));
    }

    /// Reports files where others need a folder, such as `labs` beside `labs/index.html`, each once; a page and its generated
    /// outputs take precedence over a file, a file over an old address.
    pub(super) fn check_folders(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let found = self.files_in_place_of_folders();
        let mut lost: BTreeSet<OutputPath> = BTreeSet::new();
        for (file, inner) in found {
            let (Some((_, holder)), Some((_, claim))) = (self.outputs.get(&file), self.outputs.get(&inner)) else { continue };
            let message = format!("{} stands where {} needs a folder", holder.in_words(), claim.in_words());
            let folder = &inner.as_str()[..nth_slash(inner.as_str(), file.as_str().matches('/').count())];
            let help = if file.as_str() == folder {
                format!("rename one of the two: `{file}` cannot be a file and a folder")
            } else {
                format!("rename one of the two: `{file}` and `{folder}/` differ only by case or normal form")
            };
            diagnostics.push(holder.place(Diagnostic::new(Code::DuplicateUrl, message)).help(help));
            // Paths that differ only in spelling can coexist on the systems from which most sites are served.
            if file.as_str() != folder {
                continue;
            }
            if holder.rank() > claim.rank() {
                lost.insert(file);
            } else {
                let below = format!("{folder}/");
                let all = self.outputs.range(OutputPath::from(below.as_str())..).map(|(path, _)| path);
                lost.extend(all.take_while(|path| path.as_str().starts_with(&below)).cloned());
            }
        }
        self.outputs.retain(|path, _| !lost.contains(path));
    }

    /// Each file with the first output that needs a folder in its place. Each folder is examined once, however much is in it.
    fn files_in_place_of_folders(&self) -> BTreeMap<OutputPath, OutputPath> {
        let mut found = BTreeMap::new();
        let mut seen: HashSet<Box<str>> = HashSet::new();
        let (written, generated): (Vec<_>, Vec<_>) =
            self.outputs.iter().partition(|(_, (_, claim))| !matches!(claim, Claim::Generated));
        for (path, _) in written.into_iter().chain(generated) {
            let compared = folded(path.as_str());
            let mut folder = &*compared;
            while let Some((parent, _)) = folder.rsplit_once('/') {
                folder = parent;
                if !seen.insert(folder.into()) {
                    break;
                }
                if let Some(file) = self.holders.get(folder) {
                    found.entry(file.clone()).or_insert_with(|| path.clone());
                }
            }
        }
        found
    }

    /// Reports files and folders of the content whose names differ only by case or normal form, each pair once: in a checkout on
    /// another system they are one, and some of the addresses change.
    pub(super) fn check_spellings(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut known: HashMap<Box<str>, (&str, &SourcePath)> = HashMap::new();
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for (path, (_, claim)) in &self.outputs {
            let (Claim::Page(source) | Claim::Asset(source)) = claim else { continue };
            let compared = folded(source.as_str());
            let ends = source.as_str().match_indices('/').map(|(end, _)| end);
            let compared_ends = compared.match_indices('/').map(|(end, _)| end);
            let folders = ends.zip(compared_ends).collect::<Vec<_>>();
            // From the deepest folder up: if one is known, all above it are.
            for (end, compared_end) in folders.into_iter().rev() {
                let folder = &source.as_str()[..end];
                if let Some((first, other)) = known.get(&compared[..compared_end]) {
                    if *first == folder {
                        break;
                    }
                    if told.insert(folder) {
                        diagnostics.push(spelled_alike("folders of", source, folder, first, other));
                    }
                } else {
                    known.insert(compared[..compared_end].into(), (folder, source));
                }
            }
            // Two outputs that differ only in spelling have been reported already.
            let is_told = self.holders.get(&*folded(path.as_str())) != Some(path);
            match known.get(&*compared) {
                Some((first, other)) if !is_told && *first != source.as_str() && told.insert(source.as_str()) => {
                    diagnostics.push(spelled_alike("names", source, source.as_str(), first, other));
                }
                Some(_) => {}
                None => {
                    known.insert(compared, (source.as_str(), source));
                }
            }
        }
    }

    pub(super) fn into_outputs(self) -> BTreeMap<OutputPath, Recipe> {
        self.outputs.into_iter().map(|(path, (recipe, _))| (path, recipe)).collect()
    }
}

/// The byte of the slash after this many folders of a path.
fn nth_slash(path: &str, folders: usize) -> usize {
    path.match_indices('/').nth(folders).map_or(path.len(), |(at, _)| at)
}

fn spelled_alike(what: &str, source: &SourcePath, name: &str, first: &str, other: &SourcePath) -> Diagnostic {
    let (message, help) = if what == "names" {
        let message = format!("the files `{source}` and `{other}` differ only by case or normal form");
        (message, format!("rename `{name}` or `{first}`: on Windows and macOS they are one file"))
    } else {
        let message = format!("the folders of `{source}` and `{other}` differ only by case or normal form");
        (message, format!("make `{name}` and `{first}` one folder, or rename one of the two"))
    };
    Diagnostic::new(Code::DuplicateUrl, message).in_source(source).subject(name).help(help)
}

/// A redundant alias.
fn redundant(page: &SourcePath, claim: &Claim, holder: &Claim) -> Diagnostic {
    let own = match holder {
        Claim::Alias { alias, .. } => format!("the alias `{alias}`"),
        _ => "the page's own address".to_owned(),
    };
    let alias = claim.in_words();
    let message = format!("{alias} is {own} again, as addresses are compared, so it is left out");
    claim.place(Diagnostic::new(Code::RedundantAlias, message)).in_source(page).help("delete it")
}

/// A page whose address belongs to another page, and that is published at a different address so that it is not lost.
pub(super) fn displaced(page: &SourcePath, own: &UrlPath, holder: &SourcePath, address: &UrlPath) -> Diagnostic {
    let message = format!("the page `{page}` and the page `{holder}` both have the address `/{address}`");
    let help = format!("rename or move one of the two; where this is not an error, `{page}` is published at `/{own}`");
    let diagnostic = Diagnostic::new(Code::DuplicateUrl, message).in_source(page).subject(page.as_str()).help(help);
    diagnostic.related(holder, None, "the other one is here")
}

fn collision(path: &OutputPath, claim: &Claim, held: &OutputPath, holder: &Claim) -> Diagnostic {
    let address = path.as_str().strip_suffix("index.html").unwrap_or(path.as_str());
    let what = if path == held {
        format!("both have the address `/{address}`")
    } else {
        format!("have addresses that differ only by case or normal form: `{held}` and `{path}`")
    };
    let message = format!("{} and {} {what}", claim.in_words(), holder.in_words());
    holder.relate(claim.place(Diagnostic::new(Code::DuplicateUrl, message)).help(claim.way_out()))
}
