//! What the index holds: terms and prefixes, and the sections where they stand.

/// The index of the whole handbook.
#[derive(Debug)]
pub(super) struct Index {
    /// What can be looked up, in the order of its bytes: terms, and prefixes of many terms with `*` behind them.
    pub(super) entries: Vec<Entry>,
    /// How many sections there are.
    pub(super) sections: u32,
    /// Where each shard begins among the entries.
    pub(super) shards: Vec<usize>,
    /// The places of the entries that each list of spellings holds.
    pub(super) spellings: Vec<Vec<u32>>,
    /// A hash of everything that the pieces of the index say, in hexadecimal digits.
    pub(super) version: String,
}

/// A term or a prefix.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) term: Box<str>,
    /// The stem that its other forms share.
    pub(super) stem: Option<Box<str>>,
    /// How many sections hold it.
    pub(super) found_in: u32,
    /// Its postings as the browser reads them.
    pub(super) postings: String,
}

/// A section that holds a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    /// The page's number in the index.
    pub(super) page: u32,
    /// The section's number in its page.
    pub(super) section: u16,
    /// How much the term says about the section.
    pub(super) level: u8,
}

/// A term with its postings, in order.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) term: &'a str,
    pub(super) postings: &'a [Posting],
}

/// The `most` postings of the highest levels, in the order of pages. Of equal ones the first are kept.
pub(super) fn highest(postings: impl Iterator<Item = Posting> + Clone, most: usize) -> Vec<Posting> {
    let mut counts = [0_usize; 256];
    for posting in postings.clone() {
        counts[usize::from(posting.level)] += 1;
    }
    let mut lowest = 255;
    let mut above = 0;
    while lowest > 0 && above + counts[lowest] <= most {
        above += counts[lowest];
        lowest -= 1;
    }
    let mut room = most - above;
    let kept = postings.filter(|posting| match usize::from(posting.level) {
        level if level > lowest => true,
        level if level == lowest && room > 0 => {
            room -= 1;
            true
        }
        _ => false,
    });
    kept.collect()
}
