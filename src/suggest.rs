//! The nearest name to a mistyped one, by edit distance, with a cut-off that rules out wild guesses.
//!
//! The distance is optimal string alignment: an inserted, dropped or changed character and two swapped neighbours cost 1 each.
//! Case and the difference between `_`, `-` and a space cost nothing.

/// The candidate nearest to `word`, or `None` when even that is too far: more than a third of the word's characters, or 3.
///
/// Of two that are equally near, the one with the more similar spelling wins, then the first. For many look-ups in the same names,
/// make [`Names`] once.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Names::new(candidates).nearest(word)
}

/// The greatest distance at which a name is still worth suggesting.
const FARTHEST: u8 = 3;

/// The greatest distance at which a name is near a word of this many characters: a third of them, at most 3.
#[must_use]
pub fn farthest(characters: usize) -> usize {
    (characters / 3).min(usize::from(FARTHEST))
}

/// How many characters of names are compared with one word, apart from shared beginnings, before the search gives up: thousands of
/// similar names would otherwise cost more than a guess is worth.
const MOST_ROWS: usize = 5_000;

/// Names prepared for many look-ups: 5,000 of them in 10,000 names take a fraction of a second.
///
/// They are sorted, so that the part of the distance table that belongs to a shared beginning is filled once for all that share
/// it, and given up for all of them at once.
#[derive(Debug, Clone, Default)]
pub struct Names<'a> {
    sorted: Vec<Name<'a>>,
    /// How many characters each of them shares with the one before. This is a separate list because every look-up walks it.
    shared: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Name<'a> {
    text: &'a str,
    folded: Vec<char>,
    /// Its position among the names as they were given.
    place: usize,
}

impl<'a> Names<'a> {
    /// Prepares the names; of two that are equally near, the earlier wins.
    pub fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let prepare = |(place, text)| Name { text, folded: fold(text), place };
        let mut sorted: Vec<Name<'a>> = names.into_iter().enumerate().map(prepare).collect();
        sorted.sort_unstable_by(|a, b| (&a.folded, a.place).cmp(&(&b.folded, b.place)));
        let sharing = |pair: &[Name<'a>]| pair[0].folded.iter().zip(&pair[1].folded).take_while(|(a, b)| a == b).count();
        let shared = std::iter::once(0).chain(sorted.windows(2).map(sharing)).collect();
        Self { sorted, shared }
    }

    /// The name nearest to `word`, as [`nearest`](fn@nearest) finds it.
    #[must_use]
    pub fn nearest(&self, word: &str) -> Option<&'a str> {
        let folded = fold(word);
        let cut_off = u8::try_from(farthest(folded.len())).unwrap_or(FARTHEST);
        let mut table = Table::new(&folded);
        (0..=cut_off).find_map(|limit| self.within(limit, word, &mut table))
    }

    /// The best of the names within a distance of `limit`.
    fn within(&self, limit: u8, word: &str, table: &mut Table<'_>) -> Option<&'a str> {
        table.restart(limit);
        let mut hopeless = usize::MAX;
        let mut best: Option<(usize, &Name<'a>)> = None;
        for (name, &shared) in self.sorted.iter().zip(&self.shared) {
            if shared >= hopeless {
                continue;
            }
            if table.budget == 0 {
                break;
            }
            table.keep(shared);
            let reached = table.extend(&name.folded);
            hopeless = if reached { usize::MAX } else { table.depth() };
            if !reached || !table.is_match() || have_other_numbers(word, name.text) || have_other_words(word, name.text) {
                continue;
            }
            let spelling = word.chars().zip(name.text.chars()).filter(|(a, b)| a != b).count();
            if best.is_none_or(|(least, found)| (spelling, name.place) < (least, found.place)) {
                best = Some((spelling, name));
            }
        }
        best.map(|(_, name)| name.text)
    }
}

/// Whether both names have numbers, and not the same ones: `chapter-2` is not a mistyped `chapter-1`, nor one year another.
fn have_other_numbers(one: &str, other: &str) -> bool {
    let mut one = numbers(one).peekable();
    let mut other = numbers(other).peekable();
    one.peek().is_some() && other.peek().is_some() && !one.eq(other)
}

/// Whether two names of as many words have a word each that is not a mistyped one of the other: `Sep 29th` is not `Jan 29th`.
fn have_other_words(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let is_short = |word: &str| word.chars().count() < 3;
    let are_alike = |(one, other): (&String, &String)| {
        one == other || is_short(one) || is_short(other) || nearest(one, std::iter::once(&**other)).is_some()
    };
    one.len() > 1 && one.len() == other.len() && !one.iter().zip(&other).all(are_alike)
}

/// The numbers in a name, as they are written.
fn numbers(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

/// The characters of a name without the differences that cost nothing.
fn fold(name: &str) -> Vec<char> {
    let lower = name.chars().flat_map(char::to_lowercase);
    lower.map(|character| if matches!(character, '_' | ' ') { '-' } else { character }).collect()
}

/// The distance table between a word and the current name: one row for each of the name's characters, and of each row only the band
/// around the diagonal that can stay within the limit.
struct Table<'w> {
    word: &'w [char],
    limit: u8,
    /// Rows of `2 * limit + 3` cells. The cell of column `c` in row `r` is at `c + limit + 1 - r`, so that a cell's neighbours have
    /// the same offsets in every row; the first and the last cell are never reached, so that every cell has neighbours.
    cells: Vec<u8>,
    name: Vec<char>,
    /// How many rows may still be added.
    budget: usize,
}

impl<'w> Table<'w> {
    fn new(word: &'w [char]) -> Self {
        Self { word, limit: 0, cells: Vec::new(), name: Vec::new(), budget: MOST_ROWS }
    }

    /// Clears the name, and sets the limit.
    fn restart(&mut self, limit: u8) {
        self.limit = limit;
        self.name.clear();
        self.cells.clear();
        let first_row = (0..2 * limit + 3).map(|cell| cell.checked_sub(limit + 1).unwrap_or(limit + 1).min(limit + 1));
        self.cells.extend(first_row);
    }

    fn width(&self) -> usize {
        2 * usize::from(self.limit) + 3
    }

    /// How many characters of the name the table holds.
    fn depth(&self) -> usize {
        self.name.len()
    }

    /// Keeps only the first characters of the name.
    fn keep(&mut self, characters: usize) {
        self.name.truncate(characters);
        self.cells.truncate((self.depth() + 1) * self.width());
    }

    /// Reads the rest of the name; stops and returns false when no continuation can stay within the limit.
    fn extend(&mut self, name: &[char]) -> bool {
        (self.depth()..name.len()).all(|position| self.add(name[position]))
    }

    /// Adds a row, and returns whether one of its cells is within the limit.
    fn add(&mut self, character: char) -> bool {
        let before = self.name.last().copied();
        self.name.push(character);
        self.budget = self.budget.saturating_sub(1);
        let (row, width) = (self.depth(), self.width());
        let too_far = self.limit + 1;
        let start = self.cells.len();
        self.cells.resize(start + width, too_far);
        let mut is_within = false;
        for cell in 1..width - 1 {
            // The column of the table, which begins `limit` before the diagonal.
            let Some(column) = (row + cell).checked_sub(usize::from(too_far)) else { continue };
            let distance = if column == 0 {
                u8::try_from(row).unwrap_or(too_far)
            } else if let Some(&wanted) = self.word.get(column - 1) {
                let above = start - width + cell;
                let changed = self.cells[above] + u8::from(wanted != character);
                let distance = changed.min(self.cells[above + 1] + 1).min(self.cells[start + cell - 1] + 1);
                let is_swap = before == Some(wanted) && column > 1 && self.word[column - 2] == character;
                if is_swap { distance.min(self.cells[above - width] + 1) } else { distance }
            } else {
                break;
            };
            self.cells[start + cell] = distance.min(too_far);
            is_within |= distance <= self.limit;
        }
        is_within
    }

    /// Whether the name, as far as it has been read, is within the limit.
    fn is_match(&self) -> bool {
        let cell = (self.word.len() + usize::from(self.limit) + 1).checked_sub(self.depth());
        let cell = cell.filter(|&cell| cell < self.width());
        cell.is_some_and(|cell| self.cells[self.depth() * self.width() + cell] <= self.limit)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn mistyped_names_find_the_meant_one() {
        let keys = ["title", "stage", "owner", "order", "description", "cool-kid.md", "cool_kids.md", "chapter-2"];
        for (word, expected) in [
            ("titel", Some("title")),
            ("stgae", Some("stage")),
            ("Stage", Some("stage")),
            ("oder", Some("order")),
            ("descripton", Some("description")),
            ("cool_kid.md", Some("cool-kid.md")),
            ("cool-kids.md", Some("cool_kids.md")),
            ("tags", None),
            ("x", None),
            ("", None),
            ("presentation", None),
            ("cool-kit.md", Some("cool-kid.md")),
            ("hot-kid.md", None),
            ("chapter-3", None),
            ("chapter3", None),
            ("chaptre-2", Some("chapter-2")),
            ("chapter", Some("chapter-2")),
        ] {
            assert_eq!(nearest(word, keys), expected, "{word}");
            assert_eq!(Names::new(keys).nearest(word), expected, "{word}");
        }
    }

    #[test]
    fn equally_near_names_are_ordered_by_spelling_then_by_place() {
        assert_eq!(nearest("Labs.md", ["labs.md", "Labs.MD", "LABS.md"]), Some("labs.md"));
        assert_eq!(nearest("page-x", ["page-b", "page-a"]), Some("page-b"));
    }

    proptest! {
        #[test]
        fn the_best_of_many_is_found(word in "[abc]{0,12}", names in prop::collection::vec("[abc]{0,12}", 0..20)) {
            let cut_off = (word.len() / 3).min(3);
            let expected = names.iter().enumerate().map(|(place, name)| {
                let spelling = word.chars().zip(name.chars()).filter(|(a, b)| a != b).count();
                (strsim::osa_distance(&word, name), spelling, place)
            });
            let expected = expected.filter(|(distance, ..)| *distance <= cut_off).min().map(|(_, _, place)| &*names[place]);
            prop_assert_eq!(nearest(&word, names.iter().map(|name| &**name)), expected);
        }
    }
}
