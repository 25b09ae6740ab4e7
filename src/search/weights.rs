//! The weight of a term in a section: BM25F with a fixed typical length.
//!
//! Each field (the page's title, the section's heading, its text) is scored separately with BM25's saturation, and the scores are
//! added with the field's weight. Robertson and Zaragoza's BM25F adds counts before it saturates them; with fields as short as
//! titles that lets two words of text outweigh a title. Lengths are compared with a fixed typical length rather than the handbook's
//! average, so that an edit changes no other page's numbers. `benches/relevance` measures the effect of the constants.

/// The highest level. The browser inverts [`level`]: `score = HIGHEST * (level / LEVELS)²`.
pub(super) const LEVELS: u8 = 44;

/// How soon repetitions of a term stop counting: BM25's k1.
const SATURATION: f64 = 1.2;

/// A field of a section, and the weight of terms in it.
struct Field {
    weight: f64,
    /// Its typical number of words.
    typical: f64,
    /// How much its length counts, from 0 to 1: BM25's b.
    by_length: f64,
}

const TITLE: Field = Field { weight: 4.4, typical: 4.0, by_length: 0.9 };
const HEADING: Field = Field { weight: 2.8, typical: 4.0, by_length: 0.9 };
const TEXT: Field = Field { weight: 1.0, typical: 90.0, by_length: 0.5 };

/// The score that no term exceeds.
const HIGHEST: f64 = TITLE.weight + HEADING.weight + TEXT.weight;

/// How often a term occurs in the fields of a section, or how many words these have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) title: u32,
    pub(super) heading: u32,
    pub(super) text: u32,
}

/// The term's score in the section on a scale from 1 to [`LEVELS`] that is finer for low scores.
pub(super) fn level(occurrences: Counts, lengths: Counts) -> u8 {
    let score = TITLE.score(occurrences.title, lengths.title)
        + HEADING.score(occurrences.heading, lengths.heading)
        + TEXT.score(occurrences.text, lengths.text);
    let level = (score / HIGHEST).sqrt() * f64::from(LEVELS);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the clamp keeps it between 1 and 44")]
    let level = level.round().clamp(1.0, f64::from(LEVELS)) as u8;
    level
}

/// The level of a synonym, relative to that of the word in the section.
pub(super) const fn level_of_synonym(level: u8) -> u8 {
    let level = level - level / 8;
    if level == 0 { 1 } else { level }
}

impl Field {
    fn score(&self, occurrences: u32, length: u32) -> f64 {
        let count = f64::from(occurrences);
        let stretch = 1.0 - self.by_length + self.by_length * f64::from(length) / self.typical;
        self.weight * count / (count + SATURATION * stretch)
    }
}
