//! The contents of the index: terms and prefixes, and the sections that contain them.

/// The index of the whole handbook.
#[derive(Debug)]
pub(super) struct Index {
    /// What can be looked up, in byte order: terms, and prefixes of many terms followed by `*`.
    pub(super) entries: Vec<Entry>,
    /// The number of sections.
    pub(super) sections: u32,
    /// Where each shard begins among the entries.
    pub(super) shards: Vec<usize>,
    /// The positions of the entries in each list of spellings.
    pub(super) spellings: Vec<Vec<u32>>,
    /// A hash of the contents of all pieces of the index, in hexadecimal digits.
    pub(super) version: String,
}

/// A term or a prefix.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) term: Box<str>,
    /// The stem that its other forms share.
    pub(super) stem: Option<Box<str>>,
    /// The number of sections that contain it.
    pub(super) found_in: u32,
    /// Its postings in the form for the browser.
    pub(super) postings: String,
}

/// A section that contains a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    /// The page's number in the index.
    pub(super) page: u32,
    /// The section's number in its page.
    pub(super) section: u16,
    /// The term's level in the section.
    pub(super) level: u8,
}

/// A term with its postings, in order.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub(super) term: &'a str,
    pub(super) postings: &'a [Posting],
}

/// The `most` postings with the highest levels, in the order of pages. Among equal ones the first are kept.
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
