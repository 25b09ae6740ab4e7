//! The similarity of two words, and the lists of similarly spelled words.

/// The least number of letters to insert, drop, change or swap with a neighbour that turns `term` or, with `is_prefix`, the
/// beginning of `term` into `word`; `most + 1` if it is more than `most`.
pub(super) fn distance(word: &[char], term: &[char], most: usize, is_prefix: bool) -> usize {
    if term.len() + most < word.len() || (!is_prefix && term.len() > word.len() + most) {
        return most + 1;
    }
    let mut before = vec![0; term.len() + 1];
    let mut row: Vec<usize> = (0..=term.len()).collect();
    let mut next = vec![0; term.len() + 1];
    for i in 1..=word.len() {
        let mut least = i;
        next[0] = i;
        for j in 1..=term.len() {
            let changed = row[j - 1] + usize::from(word[i - 1] != term[j - 1]);
            let mut here = changed.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && word[i - 1] == term[j - 2] && word[i - 2] == term[j - 1] {
                here = here.min(before[j - 2] + 1);
            }
            next[j] = here;
            least = least.min(here);
        }
        (before, row, next) = (row, next, before);
        if least > most {
            return most + 1;
        }
    }
    // If the beginning could be shorter than the word, any letters after it would count as a typing error.
    let from = if is_prefix { word.len().min(term.len()) } else { term.len() };
    row[from..].iter().copied().min().unwrap_or(most + 1)
}

/// The lists of spellings that may contain a mistyped word: first those for one error, then those for the middle.
pub(super) fn keys(letters: &[char]) -> [Vec<String>; 2] {
    let key = |sign: char, from: usize| std::iter::once(sign).chain(letters[from..].iter().copied().take(2)).collect::<String>();
    let mut near = vec![key('^', 0), key('$', letters.len().saturating_sub(2))];
    if letters.len() == 4 {
        near.push(['^', letters[0], letters[2]].iter().collect());
    }
    [near, if letters.len() < 8 { Vec::new() } else { vec![key('-', 2), key('-', 3), key('-', 4)] }]
}
