//! Sets of lines of a code block.

use std::ops::RangeInclusive;

/// Lines, counted from 1, in order and without overlaps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineSet(Vec<RangeInclusive<usize>>);

impl LineSet {
    /// Adds the lines listed in a text: `1,3-5`, `1 3-5`, `2,"4-6"`.
    pub(super) fn add(&mut self, text: &str) {
        self.0.extend(text.split([',', ' ']).filter_map(|part| {
            let part = part.trim_matches(['"', '\'', '{', '}', '[', ']', ' ']);
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            Some(first.parse().ok()?..=last.parse().ok()?)
        }));
        self.settle();
    }

    /// Adds `count` lines from the line `first` on.
    pub fn insert(&mut self, first: usize, count: usize) {
        self.0.push(first..=first.saturating_add(count.saturating_sub(1)));
        self.settle();
    }

    fn settle(&mut self) {
        self.0.sort_unstable_by_key(|lines| *lines.start());
        self.0.dedup_by(|next, lines| {
            let touches = next.start() <= lines.end();
            if touches && next.end() > lines.end() {
                *lines = *lines.start()..=*next.end();
            }
            touches
        });
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it contains a line.
    #[must_use]
    pub fn contains(&self, line: usize) -> bool {
        let behind = self.0.partition_point(|lines| *lines.start() <= line);
        behind > 0 && self.0[behind - 1].contains(&line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_whatever_their_order() {
        let mut lines = LineSet::default();
        lines.add("7-8, 2 3-5");
        lines.add("4-6,x,9-,{12}");
        let held: Vec<usize> = (0..15).filter(|line| lines.contains(*line)).collect();
        assert_eq!(held, [2, 3, 4, 5, 6, 7, 8, 12]);
    }
}
