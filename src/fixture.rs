//! Small handbooks for tests, read from one string whose `//- PATH` lines begin the files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cpu_time::ThreadTime;

use crate::config::{self, Config, SideFile};
use crate::diagnostic::{Checked, Diagnostic};
use crate::generated::{Basis, GeneratedOutputs, generated};
use crate::index::{
    Anchors, Day, DaySource, History, Index, Page, PageId, RepositoryAddress, RepositoryEntry, Surroundings, index,
};
use crate::keeping::{Keeping, keeping};
use crate::labels::{Labels, labels};
use crate::link::{PageLinks, Tree, Wanted, link, wanted};
use crate::parse::parse;
use crate::path::{ProjectPath, RepositoryPath, SourcePath};
use crate::resolve::{Kept, Linked, Site, resolve};
use crate::source::{AssetFacts, Roots, Source, Sources};

mod site;

pub(crate) use site::WholeSite;

/// A handbook from load to index, without a disk.
pub(crate) struct Handbook {
    pub(crate) config: Config,
    pub(crate) sources: Sources,
    pub(crate) pages: Vec<Page>,
    pub(crate) surroundings: Surroundings,
    pub(crate) index: Index,
}

/// The files of a text: each `//- PATH` line begins one, with a line end after its last line. Text before the first is ignored.
pub(crate) fn files(text: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in text.split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("//- ") {
            let path = path.trim_end().to_owned();
            files.insert(path.clone(), String::new());
            current = Some(path);
        } else if let Some(content) = current.as_ref().and_then(|path| files.get_mut(path)) {
            content.push_str(line);
        }
    }
    files
}

impl Handbook {
    /// Reads a handbook: `handbook.yaml` is its configuration, files below `content/` are its content, and the others are elsewhere
    /// in the repository. Without a file below `content/` it is a bare folder.
    pub(crate) fn parse(text: &str) -> Self {
        Self::from_files(&files(text))
    }

    pub(crate) fn from_files(files: &BTreeMap<String, String>) -> Self {
        let mut diagnostics = Vec::new();
        let (config, sources) = parts(files, &mut diagnostics);
        let mut pages = Vec::new();
        for (path, source) in &sources.files {
            if let Source::Page(bytes) = source {
                let parsed = Arc::new(parse(path, bytes).take(&mut diagnostics));
                let anchors = Arc::new(Anchors::new(&parsed));
                pages.push(Page { path: path.clone(), parsed, anchors });
            }
        }
        let surroundings = surroundings(&config, &wanted(&pages, &sources, &config), files.keys());
        let index = index(&config, &sources, &pages).take(&mut diagnostics);
        Self { config, sources, pages, surroundings, index }
    }

    /// The page of a path below the content root.
    pub(crate) fn id(&self, path: &str) -> PageId {
        self.index.id_of(&SourcePath::from(path)).unwrap_or_else(|| panic!("no page {path}"))
    }

    /// A page's text.
    pub(crate) fn text(&self, id: PageId) -> &str {
        match self.sources.files.get(&self.index.page(id).path) {
            Some(Source::Page(bytes)) => std::str::from_utf8(bytes).expect("fixtures are UTF-8"),
            other => panic!("no page: {other:?}"),
        }
    }

    /// The whole site.
    pub(crate) fn site(&self) -> Site {
        let links = self.index.ids().map(|id| Arc::new(self.link(id).value)).collect();
        let generated = Arc::new(self.generated());
        let keeping = Arc::new(self.keeping());
        let labels = Arc::new(self.labels());
        let linked = Linked {
            config: Arc::new(self.config.clone()),
            sources: Arc::new(self.sources.clone()),
            surroundings: Arc::new(self.surroundings.clone()),
            index: Arc::new(self.index.clone()),
            keeping,
            labels,
            glossary: Arc::default(),
            term_uses: Vec::new(),
            generated,
            pages: self.pages.clone(),
            links,
        };
        resolve(linked, Kept::default()).value
    }

    /// A page's links.
    pub(crate) fn link(&self, id: PageId) -> Checked<PageLinks> {
        let generated = self.generated();
        let (index, config, surroundings) = (&self.index, &self.config, &self.surroundings);
        link(id, &self.pages[id.position()].parsed, Tree { index, config, surroundings, generated: &generated })
    }

    /// What is generated, without the files of a theme.
    pub(crate) fn generated(&self) -> GeneratedOutputs {
        let (keeping, labels) = (self.keeping(), self.labels());
        let Self { config, sources, index, surroundings, .. } = self;
        let basis = Basis { config, sources, index, history: &surroundings.history, keeping: &keeping, labels: &labels };
        generated(basis, std::iter::empty(), &crate::locale::Locale::wordless())
    }

    fn labels(&self) -> Labels {
        labels(&self.config, &self.index, &self.pages).value
    }

    fn keeping(&self) -> Keeping {
        keeping(&self.config, &self.index, &self.pages, &self.surroundings).value
    }
}

/// The configuration and the content of a project's files. Without a file below `content/`, everything except the configuration and
/// the themes is content.
fn parts(files: &BTreeMap<String, String>, diagnostics: &mut Vec<Diagnostic>) -> (Config, Sources) {
    let config = files.get("handbook.yaml").map_or_else(Config::default, |text| config::read(text).take(diagnostics));
    let sides: Vec<SideFile> =
        files.iter().map(|(path, text)| (ProjectPath::from(path.as_str()), Ok(Arc::from(text.as_str())))).collect();
    let mut config = config;
    config.read_side_files(&sides, files.get("handbook.yaml").map_or("", String::as_str));
    let root = if files.keys().any(|path| path.starts_with("content/")) { "content" } else { "" };
    let is_projects_own = |path: &str| path == "handbook.yaml" || path.starts_with("themes/");
    let is_content = |path: &str| if root.is_empty() { !is_projects_own(path) } else { path.starts_with("content/") };
    let roots =
        Roots { content: root.into(), content_in_repository: root.into(), is_bare: root.is_empty(), statics: None, base: None };
    let content = files.iter().filter(|(path, _)| is_content(path));
    let files = content.map(|(path, text)| source(path.strip_prefix("content/").unwrap_or(path), text)).collect();
    (config, Sources { roots, files })
}

fn source(path: &str, text: &str) -> (SourcePath, Source) {
    let path = SourcePath::from(path);
    let source = if path.is_page() {
        Source::Page(text.as_bytes().into())
    } else {
        Source::Asset(AssetFacts { size: text.len() as u64, modified: 0 })
    };
    (path, source)
}

/// What a survey would find if the repository held just these files.
pub(crate) fn surroundings<'a>(config: &Config, wanted: &Wanted, files: impl Iterator<Item = &'a String>) -> Surroundings {
    let files: BTreeSet<&str> = files.map(String::as_str).collect();
    let entry = |path: &str| match path {
        path if files.contains(path) => Some(RepositoryEntry::File),
        path if path.is_empty() || files.iter().any(|file| file.starts_with(&format!("{path}/"))) => {
            Some(RepositoryEntry::Folder)
        }
        _ => None,
    };
    let found = |path: RepositoryPath| entry(path.as_str()).map(|entry| (path, entry));
    Surroundings {
        repository_files: wanted.repository_paths.iter().cloned().filter_map(found).collect(),
        image_sizes: BTreeMap::new(),
        repository: config
            .repository
            .as_ref()
            .map(|given| RepositoryAddress { url: Arc::clone(&given.url), branch: Arc::clone(&given.branch) }),
        history: History::Unknown,
        day: config.today.filter(|_| wanted.day).map(|date| Day { date, source: DaySource::Given }),
        samples: BTreeMap::new(),
        codeowners: None,
    }
}

/// How much longer `work` takes on twice the input, in this thread's time on the processor: about 2 when the cost is linear.
///
/// The best of several runs counts, since a busy machine only ever makes a run longer.
pub(crate) fn growth<T>(size: usize, input: impl Fn(usize) -> T, work: impl Fn(&T)) -> f64 {
    let [once, twice] = [size, 2 * size].map(|size| {
        let input = input(size);
        let times = (0..3).map(|_| {
            let start = ThreadTime::now();
            work(&input);
            start.elapsed().as_secs_f64()
        });
        times.fold(f64::INFINITY, f64::min)
    });
    twice / once
}
