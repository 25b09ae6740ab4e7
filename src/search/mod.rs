//! Search: the text of every page, by section, as an index in small pieces that a browser loads as plain scripts.
//!
//! 1. `text` divides a page into sections, and `tokens` divides these into terms.
//! 2. `words` keeps the words of one page, weighted by `weights`: its terms, numbered by `vocabulary` and packed into `rows`. They
//!    depend only on that page, so an edit costs only its page. `remembered` keeps them from one run to the next.
//! 3. `index` combines the words of all pages: each term with the sections that contain it. `stems` finds terms that are forms of
//!    one word, `prefixes` the results for the first letters of many terms.
//! 4. `shards` cuts the terms into pieces of similar size, `spelling` lists them so that mistyped words find them, `head` is the
//!    directory for the browser, and `part` is the text of one page, for excerpts. `script` writes the pieces, `digits` their
//!    numbers.
//!
//! Everything is made on demand. The browser's half is in `client`; the cases in `tests/search/cases.json` hold both to the same
//! terms and the same ranking.

use std::sync::{Arc, OnceLock};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::index::{Index as Pages, Page, PageEntry, PageId};
use crate::keeping::Keeping;
use crate::labels::Labels;
use crate::parse::lossy_text;
use crate::parse::markdown::{self, SpannedEvent};
use crate::source::Sources;

mod digits;
mod entries;
mod fold;
mod head;
mod hits;
mod index;
mod names;
mod narrowing;
mod part;
mod prefixes;
mod ranking;
mod remembered;
mod rows;
mod script;
mod shards;
mod spelling;
mod stems;
mod stop_words;
mod synonyms;
mod text;
mod tokens;
mod unanswered;
mod vocabulary;
mod weights;
mod words;

#[cfg(test)]
mod tests;

pub use fold::fold;
pub use hits::Hit;
pub use part::{Place, parts_of};
pub use synonyms::Synonyms;

use entries::Index;
use names::Asides;
use rows::Rows;
use text::PageText;
use words::{Known, Named, PageWords};

/// The searchable pages, and what has been made from them so far.
#[derive(Debug, Clone, Default)]
pub struct Search {
    documents: Vec<Document>,
    /// Where the words of the pages are kept.
    rows: Arc<Rows>,
    /// The pages of the documents.
    entries: Arc<Vec<PageEntry>>,
    language: Arc<str>,
    asides: Arc<Asides>,
    synonyms: Arc<Synonyms>,
    edition: String,
    labels: Arc<Labels>,
    index: Arc<OnceLock<Index>>,
}

/// What is known about the words of a handbook apart from its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The language, as a BCP 47 tag.
    pub language: Arc<str>,
    /// The synonyms.
    pub synonyms: Arc<Synonyms>,
}

/// A searchable page.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    id: PageId,
    title: Arc<str>,
    page: Page,
    /// The names of those who keep it, one per line.
    keepers: Arc<str>,
    bytes: Arc<[u8]>,
    words: Arc<OnceLock<PageWords>>,
    /// The text of a page with several parts, each of which may be requested separately without reading the whole page.
    long_text: Arc<OnceLock<PageText>>,
}

/// The ids of the searchable pages: all built ones, except those that opted out. A page's position in this list is its number in
/// the index.
pub fn searchable(pages: &Pages) -> impl Iterator<Item = PageId> + '_ {
    pages.ids().filter(|id| is_searchable(pages.page(*id)))
}

/// Whether a page is built, and not excluded from the search by its author.
pub fn is_searchable(page: &PageEntry) -> bool {
    !page.is_hidden && !page.hidden_from_search && !page.is_unlisted
}

/// What distinguishes lists of pages: browsers must not mix the pieces of two.
fn edition_of(index: &Pages) -> String {
    let mut edition = blake3::Hasher::new();
    edition.update(env!("CARGO_PKG_VERSION").as_bytes());
    for id in searchable(index) {
        edition.update(index.page(id).url.as_str().as_bytes()).update(b"\n");
    }
    edition.finalize().to_hex()[..8].to_owned()
}

impl Search {
    /// Prepares to index `pages`, and keeps what `previous` knows about equal pages.
    #[must_use]
    pub fn new(index: &Pages, pages: &[Page], sources: &Sources, words: &Words, previous: Option<&Self>) -> Self {
        let Words { language, synonyms } = words;
        // Synonyms are counted with each page's own words, and stop words affect the first word of its name.
        let previous = previous.filter(|previous| previous.synonyms == *synonyms && previous.language == *language);
        let texts = sources.pages().map(|(_, bytes)| bytes);
        let searched = index.ids().zip(texts).filter(|(id, _)| is_searchable(index.page(*id)));
        // In an equal list of pages the documents are at the same positions; otherwise they are looked up.
        let alike = previous.filter(|previous| Arc::ptr_eq(&previous.entries, &index.pages));
        let documents: Vec<Document> = searched
            .enumerate()
            .map(|(number, (id, bytes))| {
                let entry = index.page(id);
                let known = match alike {
                    Some(previous) => previous.documents.get(number),
                    None => previous.and_then(|previous| previous.document(&entry.path)),
                };
                let kept = known.filter(|known| known.title == entry.title && known.bytes == *bytes);
                Document {
                    id,
                    title: Arc::clone(&entry.title),
                    page: pages[id.position()].clone(),
                    keepers: kept.map_or_else(Arc::default, |known| Arc::clone(&known.keepers)),
                    words: kept.map_or_else(Arc::default, |known| Arc::clone(&known.words)),
                    long_text: kept.map_or_else(Arc::default, |known| Arc::clone(&known.long_text)),
                    bytes: Arc::clone(bytes),
                }
            })
            .collect();
        let edition = alike.map_or_else(|| edition_of(index), |previous| previous.edition.clone());
        let kept = previous.filter(|previous| {
            let same = |(old, new): (&Document, &Document)| Arc::ptr_eq(&old.words, &new.words);
            previous.documents.len() == documents.len() && previous.documents.iter().zip(&documents).all(same)
        });
        let merged = kept.map_or_else(Arc::default, |previous| Arc::clone(&previous.index));
        let rows = previous.map_or_else(Arc::default, |previous| Arc::clone(&previous.rows));
        Self {
            documents,
            rows,
            entries: Arc::clone(&index.pages),
            asides: previous.map_or_else(|| Arc::new(Asides::new(language)), |previous| Arc::clone(&previous.asides)),
            language: Arc::clone(language),
            synonyms: Arc::clone(synonyms),
            edition,
            labels: Arc::default(),
            index: merged,
        }
    }

    /// The same, narrowed by what pages say they are.
    #[must_use]
    pub fn labelled(self, labels: Arc<Labels>) -> Self {
        Self { labels, ..self }
    }

    /// The same, where pages are found by the names of those who keep them, too.
    #[must_use]
    pub fn kept_by(mut self, keeping: &Keeping) -> Self {
        for document in &mut self.documents {
            let names = keeping.page(document.id).owners.iter().map(|keeper| &*keeper.name).collect::<Vec<_>>().join("\n");
            if *document.keepers != *names {
                document.keepers = names.into();
                document.words = Arc::default();
                self.index = Arc::default();
            }
        }
        self
    }

    /// The number of searchable pages.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.documents.len()
    }

    fn document(&self, path: &crate::path::SourcePath) -> Option<&Document> {
        let found = self.documents.binary_search_by(|document| document.page.path.cmp(path));
        found.ok().map(|position| &self.documents[position])
    }

    /// Makes the index, on all cores, unless it has been made.
    ///
    /// Call this before rendering pieces of the index on several threads; otherwise each of them makes its own.
    pub fn prepare(&self) {
        self.index();
    }

    /// The index, made on first use.
    ///
    /// No lock is held meanwhile: a thread that waits for its share of the work takes up other work, and if that needed the index
    /// too, it would wait for itself.
    fn index(&self) -> &Index {
        self.index.get().unwrap_or_else(|| {
            let words: Vec<&PageWords> = self.documents.par_iter().map(|document| document.words(self)).collect();
            let made = index::merge(&words, &self.language, &self.synonyms);
            self.index.get_or_init(|| made)
        })
    }

    /// Reads the plain text of a page, given as its Markdown and its events; `number` is the page's number in the index.
    pub(crate) fn read(&self, number: usize, text: &str, events: &[SpannedEvent<'_>]) -> Option<PageText> {
        let document = self.documents.get(number)?;
        Some(document.counted(PageText::new(&document.page.parsed, text, events), self))
    }
}

impl Document {
    fn words(&self, search: &Search) -> &PageWords {
        self.words.get_or_init(|| self.count(&self.read(), search))
    }

    /// The page's text. Its words are counted at the same time: reading a page costs more than counting, so a caller that reads it
    /// does both.
    fn counted(&self, text: PageText, search: &Search) -> PageText {
        self.words.get_or_init(|| self.count(&text, search));
        text
    }

    fn read(&self) -> PageText {
        let text = lossy_text(&self.bytes);
        let parsed = &self.page.parsed;
        PageText::new(parsed, &text, &markdown::events(&text, parsed.body))
    }

    /// Counts the words of the page. Other names by which authors link to the page are also words that readers may search for.
    fn count(&self, text: &PageText, search: &Search) -> PageWords {
        let other_names = self.other_names().collect::<Vec<_>>().join("\n");
        let known = Known { synonyms: &search.synonyms, asides: &search.asides, rows: &search.rows };
        let named = Named { title: &self.title, other_names: &other_names, keepers: &self.keepers };
        PageWords::new(named, text, &self.bytes, &known)
    }

    fn other_names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.page.parsed.front_matter.aliases.iter().map(|alias| &*alias.value);
        aliases.filter(|alias| !alias.contains('/'))
    }
}
