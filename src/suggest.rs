//! The nearest name: stand-in until the real one lands.
/// The candidate nearest to `word`.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates.map(|c| (strsim::damerau_levenshtein(word, c), c)).min().filter(|(d, _)| *d <= 2).map(|(_, c)| c)
}
