//! The words of one page: its terms, and the level of each in its sections.

use bytes::{Buf, Bytes};

use super::names::{self, Asides};
use super::rows::Rows;
use super::synonyms::Synonyms;
use super::text::PageText;
use super::tokens::{Kind, tokens};
use super::vocabulary::{Vocabulary, hash_of};
use super::weights::{Counts, LEVELS, level, level_of_synonym};

/// The number of lots into which terms are divided, by their letters. The terms of each lot are combined separately, since those of
/// a large handbook would not fit into the processor's cache.
pub(super) const LOTS: usize = 16;

/// The most sections of a page that are distinguished; the text after them counts for the last.
const MOST_SECTIONS: usize = u16::MAX as usize - 1;

/// The terms of one page, packed: some thousand bytes, where a map would take ten times as many.
///
/// For each term, lot by lot: its length, its bytes, the number of its hits (two bytes), and of each hit the section (two bytes)
/// and the level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageWords {
    packed: Bytes,
    /// Where each lot ends.
    ends: [usize; LOTS],
    /// The number of sections of the page.
    pub(super) sections: u32,
    /// A hash of everything in the index about the page.
    pub(super) hash: [u8; 8],
}

/// The names of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'a> {
    pub(super) title: &'a str,
    /// The names by which authors link to it, one per line.
    pub(super) other_names: &'a str,
    /// The names of those who keep it, one per line; they count as much as a word of the text.
    pub(super) keepers: &'a str,
}

/// What is needed to count a page's words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) synonyms: &'a Synonyms,
    pub(super) asides: &'a Asides,
    /// Where the words of the pages are kept.
    pub(super) rows: &'a Rows,
}

/// A section of the page in which a term occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The section's number in its page.
    pub(super) section: u16,
    /// The term's level in it, from 1.
    pub(super) level: u8,
}

impl PageWords {
    /// Counts the terms of a page, independently of other pages; `bytes` are the page's file. The page's other names count as much
    /// as a heading.
    pub(super) fn new(page: Named<'_>, text: &PageText, bytes: &[u8], known: &Known<'_>) -> Self {
        let Named { title, other_names, keepers } = page;
        let mut counter = Counter::for_text_of(bytes.len());
        let sections = text.sections();
        let count = sections.len();
        for (number, (section, text)) in sections.enumerate() {
            let (title, heading) = match number {
                0 => (title, other_names),
                _ if section.goes_on => ("", ""),
                _ => ("", &*section.heading),
            };
            counter.read(title, |counts| &mut counts.title);
            counter.read(heading, |counts| &mut counts.heading);
            counter.read(text, |counts| &mut counts.text);
            if number == 0 {
                counter.read(keepers, |counts| &mut counts.text);
            }
            if number < MOST_SECTIONS || number + 1 == count {
                counter.end_section(number.min(MOST_SECTIONS));
            }
        }
        counter.add_synonyms(known.synonyms);
        counter.add_names(page, text, known.asides);
        let mut hash = blake3::Hasher::new();
        hash.update(title.as_bytes()).update(&[0]).update(bytes).update(keepers.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash.finalize().as_bytes()[..8]);
        let (packed, ends) = counter.pack();
        Self { packed: known.rows.put(&packed), ends, sections: u32::try_from(count).unwrap_or(u32::MAX), hash: first }
    }

    /// Appends the words as [`PageWords::parse`] reads them.
    pub(super) fn push_to(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.sections.to_le_bytes());
        bytes.extend(self.hash);
        bytes.extend(self.ends.iter().flat_map(|end| (*end as u64).to_le_bytes()));
        bytes.extend_from_slice(&self.packed);
    }

    /// Takes words from the start of `bytes`; `None` if they are not there as [`PageWords::push_to`] wrote them.
    pub(super) fn parse(bytes: &mut Bytes) -> Option<Self> {
        let sections = bytes.try_get_u32_le().ok()?;
        let mut hash = [0; 8];
        bytes.try_copy_to_slice(&mut hash).ok()?;
        let mut ends = [0; LOTS];
        for end in &mut ends {
            *end = usize::try_from(bytes.try_get_u64_le().ok()?).ok()?;
        }
        let length = ends[LOTS - 1];
        let is_whole = ends.is_sorted() && length <= bytes.len();
        is_whole.then(|| Self { packed: bytes.split_to(length), ends, sections, hash })
    }

    /// The terms of a lot as bytes, each with its hits in the order of sections.
    pub(super) fn lot(&self, lot: usize) -> impl Iterator<Item = (&[u8], impl ExactSizeIterator<Item = Hit> + '_)> + '_ {
        let start = lot.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut rest = &self.packed[start..self.ends[lot]];
        std::iter::from_fn(move || {
            let (length, behind) = rest.split_first()?;
            let (term, behind) = behind.split_at_checked(usize::from(*length))?;
            let (count, behind) = behind.split_first_chunk::<2>()?;
            let (hits, behind) = behind.split_at_checked(3 * usize::from(u16::from_le_bytes(*count)))?;
            rest = behind;
            let hits = hits.chunks_exact(3);
            let hits = hits.map(|hit| Hit { section: u16::from_le_bytes([hit[0], hit[1]]), level: hit[2] });
            Some((term, hits))
        })
    }
}

/// The approximate number of bytes of a page for each different term.
const BYTES_A_TERM: usize = 10;

/// The terms of the sections read so far. Pages have hundreds of terms and handbooks thousands of pages, so nothing is allocated
/// for each term.
struct Counter {
    vocabulary: Vocabulary,
    /// The hits in the sections that have been read.
    hits: Vec<(u32, Hit)>,
    /// The terms of the present section, by their numbers.
    terms: Vec<(u32, Counts)>,
    /// The number of words in its fields.
    lengths: Counts,
}

impl Counter {
    fn for_text_of(bytes: usize) -> Self {
        let terms = bytes / BYTES_A_TERM;
        Self {
            vocabulary: Vocabulary::with_capacity(terms),
            hits: Vec::with_capacity(2 * terms),
            terms: Vec::new(),
            lengths: Counts::default(),
        }
    }

    fn read(&mut self, text: &str, of: impl Fn(&mut Counts) -> &mut u32) {
        tokens(text, |term, kind| {
            *of(&mut self.lengths) += u32::from(kind == Kind::Word);
            let known = self.vocabulary.know(term.as_bytes());
            if self.terms.get(known.place as usize).is_none_or(|(number, _)| *number != known.number) {
                known.place = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
                self.terms.push((known.number, Counts::default()));
            }
            *of(&mut self.terms[known.place as usize].1) += 1;
        });
    }

    fn end_section(&mut self, section: usize) {
        let section = u16::try_from(section).unwrap_or(u16::MAX);
        let lengths = std::mem::take(&mut self.lengths);
        // The most frequent case: a term that occurs once in the section's text and nowhere else.
        let once = Counts { text: 1, ..Counts::default() };
        let level_of_once = level(once, lengths);
        self.hits.extend(self.terms.drain(..).map(|(term, counts)| {
            let level = if counts == once { level_of_once } else { level(counts, lengths) };
            (term, Hit { section, level })
        }));
    }

    /// Adds synonyms, by which the sections are also found. A word's plural counts too.
    fn add_synonyms(&mut self, synonyms: &Synonyms) {
        let mut added: Vec<(u32, Hit)> = Vec::new();
        for (said, asked) in synonyms.rules() {
            let forms = |[word, plural]: &[String; 2]| {
                let forms = [word, plural].map(|form| self.vocabulary.number(form.as_bytes()));
                forms.iter().any(Option::is_some).then_some(forms)
            };
            let Some(said) = said.iter().map(forms).collect::<Option<Vec<_>>>() else { continue };
            let by_section = self.hits.chunk_by(|(_, a), (_, b)| a.section == b.section);
            let hits: Vec<Hit> = by_section.filter_map(|section| hit_of_synonym(section, &said)).collect();
            if !hits.is_empty() {
                for word in asked {
                    let term = self.vocabulary.know(word.as_bytes()).number;
                    added.extend(hits.iter().map(|hit| (term, *hit)));
                }
            }
        }
        if added.is_empty() {
            return;
        }
        self.hits.append(&mut added);
        // Each section's terms stay together, and for equal ones the highest level counts.
        self.hits.sort_by_key(|(term, hit)| (hit.section, *term, std::cmp::Reverse(hit.level)));
        self.hits.dedup_by_key(|(term, hit)| (hit.section, *term));
    }

    /// Adds the names of the page and its sections as whole terms that do not occur in text.
    fn add_names(&mut self, page: Named<'_>, text: &PageText, asides: &Asides) {
        let of_page = std::iter::once(page.title).chain(page.other_names.lines());
        let of_page = of_page.filter_map(|name| Some((names::term(name, asides)?, Hit { section: 0, level: LEVELS })));
        let sections = text.sections().enumerate().skip(1).filter(|(_, (section, _))| !section.goes_on);
        let of_sections = sections.filter_map(|(number, (section, _))| {
            let section_number = u16::try_from(number.min(MOST_SECTIONS)).unwrap_or(u16::MAX);
            let term = names::term_of_heading(&section.heading, asides)?;
            Some((term, Hit { section: section_number, level: names::LEVEL_OF_HEADING }))
        });
        let named = of_page.chain(of_sections);
        let mut added: Vec<(u32, Hit)> = named.map(|(term, hit)| (self.vocabulary.know(term.as_bytes()).number, hit)).collect();
        // A name may be given twice.
        added.sort_by_key(|(term, hit)| (*term, hit.section));
        added.dedup_by_key(|(term, hit)| (*term, hit.section));
        self.hits.append(&mut added);
    }

    fn pack(self) -> (Vec<u8>, [usize; LOTS]) {
        let Self { vocabulary, hits, .. } = self;
        let record = |number| Record { lot: lot_of(vocabulary.term(number)), hits: 0, next: 0 };
        let mut records: Vec<Record> = (0..vocabulary.len()).map(record).collect();
        for (term, _) in &hits {
            let record = &mut records[*term as usize];
            record.hits = record.hits.saturating_add(1);
        }
        let size = |number: usize, record: &Record| 3 + vocabulary.term(number).len() + 3 * usize::from(record.hits);
        let mut next = [0; LOTS];
        for (number, record) in records.iter().enumerate() {
            next[record.lot] += size(number, record);
        }
        let mut end = 0;
        for next in &mut next {
            end += std::mem::replace(next, end);
        }
        let mut packed = vec![0; end];
        // Each term's letters are put at the next position in its lot, and then each hit at the next position after its term's
        // letters.
        for (number, record) in records.iter_mut().enumerate() {
            let term = vocabulary.term(number);
            let head = &mut packed[next[record.lot]..][..3 + term.len()];
            // A term has at most 40 characters, followed by a sign.
            head[0] = u8::try_from(term.len()).unwrap_or(u8::MAX);
            head[1..=term.len()].copy_from_slice(term);
            head[1 + term.len()..].copy_from_slice(&record.hits.to_le_bytes());
            record.next = next[record.lot] + head.len();
            next[record.lot] += size(number, record);
        }
        for (term, hit) in hits {
            let place = &mut records[term as usize].next;
            let [low, high] = hit.section.to_le_bytes();
            packed[*place..][..3].copy_from_slice(&[low, high, hit.level]);
            *place += 3;
        }
        (packed, next)
    }
}

/// The synonyms by which a section is found, if it contains all words of the rule, each in one of its forms.
fn hit_of_synonym(section: &[(u32, Hit)], said: &[[Option<u32>; 2]]) -> Option<Hit> {
    let level_of = |forms: &[Option<u32>; 2]| {
        let levels = section.iter().filter(|(term, _)| forms.contains(&Some(*term))).map(|(_, hit)| hit.level);
        levels.max()
    };
    let levels: Option<Vec<u8>> = said.iter().map(level_of).collect();
    Some(Hit { section: section.first()?.1.section, level: level_of_synonym(levels?.into_iter().min()?) })
}

/// A term during packing.
struct Record {
    lot: usize,
    /// The number of its hits.
    hits: u16,
    /// The position of its next hit.
    next: usize,
}

/// The lot that a term belongs to. Hash tables of terms use the first and the last bits of the same hash, so this uses some in
/// between.
fn lot_of(term: &[u8]) -> usize {
    (hash_of(term) >> 20) as usize % LOTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{markdown, parse};
    use crate::path::SourcePath;

    /// Each term of a page with its sections and levels, in the order of terms.
    fn words_of(text: &str) -> Vec<(String, Vec<u16>)> {
        let page = parse(&SourcePath::from("a.md"), text.as_bytes()).value;
        let read = PageText::new(&page, text, &markdown::events(text, page.body));
        let known = Known { synonyms: &Synonyms::default(), asides: &Asides::default(), rows: &Rows::default() };
        let words = PageWords::new(Named { title: "Title", other_names: "", keepers: "" }, &read, text.as_bytes(), &known);
        let terms = (0..LOTS).flat_map(|lot| words.lot(lot).collect::<Vec<_>>());
        let terms = terms.filter(|(term, _)| !term.contains(&b'='));
        let mut terms: Vec<_> = terms
            .map(|(term, hits)| (String::from_utf8_lossy(term).into_owned(), hits.map(|hit| hit.section).collect()))
            .collect();
        terms.sort();
        terms
    }

    #[test]
    fn a_page_knows_its_terms_and_their_sections() {
        let terms = words_of("# Title\n\none two\n\n## Two\n\ntwo one C++\n\n## Three\n\none\n");
        let terms: Vec<_> = terms.iter().map(|(term, sections)| (&**term, &**sections)).collect();
        let expected: [(&str, &[u16]); 6] =
            [("c", &[1]), ("c++", &[1]), ("one", &[0, 1, 2]), ("three", &[2]), ("title", &[0]), ("two", &[0, 1])];
        assert_eq!(terms, expected);
    }

    #[test]
    fn sections_beyond_the_most_count_for_the_last() {
        let last = u16::try_from(MOST_SECTIONS).expect("numbers of sections take two bytes");
        let text = "# H\n".repeat(MOST_SECTIONS + 10) + "\nend\n";
        let terms = words_of(&text);
        let sections = |term: &str| terms.iter().find(|(name, _)| name == term).map(|(_, sections)| sections.last().copied());
        assert_eq!((sections("end"), sections("h")), (Some(Some(last)), Some(Some(last))));
    }
}
