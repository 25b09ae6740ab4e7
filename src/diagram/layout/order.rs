//! The order within rows: vertices stand near the middle of their neighbours, so that few lines cross.

use crate::diagram::drawing::number;

/// A line between a vertex and one in the next row. The ends say where on the vertex the line ends, from 0 on its left to 1 on its right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) upper: usize,
    pub(super) lower: usize,
    pub(super) upper_at: f64,
    pub(super) lower_at: f64,
}

/// How often the rows are gone through, and how often without a better order before that is enough.
const SWEEPS: usize = 24;
const PATIENCE: usize = 5;

/// Beyond this number of vertices in a row neighbours are not tried the other way round, which would take too long.
const MOST_TRIED: usize = 60;

/// Brings the rows into an order with few crossings.
pub(super) fn order(rows: &mut Vec<Vec<usize>>, lines: &[Line], count: usize) {
    let neighbours = Neighbours::new(lines, count);
    let mut best = rows.clone();
    let mut fewest = neighbours.crossings(rows);
    let mut patience = PATIENCE;
    for sweep in 0..SWEEPS {
        if fewest == 0 || patience == 0 {
            break;
        }
        let is_downwards = sweep % 2 == 0;
        neighbours.sweep(rows, is_downwards);
        neighbours.swap(rows);
        let crossings = neighbours.crossings(rows);
        if crossings < fewest {
            (fewest, patience) = (crossings, PATIENCE);
            best.clone_from(rows);
        } else {
            patience -= 1;
        }
    }
    *rows = best;
}

/// The lines of each vertex: the other vertex, where the line ends there, and where it ends here.
struct Neighbours {
    above: Vec<Vec<(usize, f64, f64)>>,
    below: Vec<Vec<(usize, f64, f64)>>,
}

impl Neighbours {
    fn new(lines: &[Line], count: usize) -> Self {
        let (mut above, mut below) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for line in lines {
            above[line.lower].push((line.upper, line.upper_at, line.lower_at));
            below[line.upper].push((line.lower, line.lower_at, line.upper_at));
        }
        Self { above, below }
    }

    fn sweep(&self, rows: &mut [Vec<usize>], is_downwards: bool) {
        let mut places = places(rows, self.above.len());
        let count = rows.len();
        for step in 0..count {
            let side = if is_downwards { &self.above } else { &self.below };
            let row = &mut rows[if is_downwards { step } else { count - 1 - step }];
            let mean = |vertex: usize| {
                let all = &side[vertex];
                let sum: f64 = all.iter().map(|(other, there, _)| places[*other] + there).sum();
                (!all.is_empty()).then(|| sum / number(all.len()))
            };
            let means: Vec<Option<f64>> = row.iter().map(|vertex| mean(*vertex)).collect();
            // A vertex without neighbours stays where it is, and the others are sorted around it.
            let mut moving: Vec<(f64, usize)> =
                row.iter().zip(&means).filter_map(|(vertex, mean)| mean.map(|mean| (mean, *vertex))).collect();
            moving.sort_by(|one, other| one.0.total_cmp(&other.0));
            let mut moving = moving.into_iter();
            for (place, mean) in row.iter_mut().zip(&means) {
                if mean.is_some()
                    && let Some((_, vertex)) = moving.next()
                {
                    *place = vertex;
                }
            }
            for (place, vertex) in row.iter().enumerate() {
                places[*vertex] = number(place);
            }
        }
    }

    /// Exchanges neighbours in a row while that saves a crossing.
    fn swap(&self, rows: &mut [Vec<usize>]) {
        let mut places = places(rows, self.above.len());
        for row in rows.iter_mut().filter(|row| row.len() <= MOST_TRIED) {
            for _ in 0..row.len() {
                let mut is_better = false;
                for left in 1..row.len() {
                    let (one, other) = (row[left - 1], row[left]);
                    let between = |first: usize, second: usize| {
                        [&self.above, &self.below].into_iter().map(|side| crossed(&side[first], &side[second], &places)).sum()
                    };
                    let (now, then): (usize, usize) = (between(one, other), between(other, one));
                    if then < now {
                        row.swap(left - 1, left);
                        places.swap(one, other);
                        is_better = true;
                    }
                }
                if !is_better {
                    break;
                }
            }
        }
    }

    fn crossings(&self, rows: &[Vec<usize>]) -> usize {
        let places = places(rows, self.above.len());
        rows.iter()
            .map(|row| {
                let mut lines: Vec<(f64, f64)> = Vec::new();
                for vertex in row {
                    let own = &self.below[*vertex];
                    lines.extend(own.iter().map(|(other, there, here)| (places[*vertex] + here, places[*other] + there)));
                }
                lines.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
                let ends: Vec<f64> = lines.into_iter().map(|line| line.1).collect();
                inversions(&ends)
            })
            .sum()
    }
}

/// How often lines of the first vertex cross lines of the second, which stands to its right.
fn crossed(first: &[(usize, f64, f64)], second: &[(usize, f64, f64)], places: &[f64]) -> usize {
    let end = |line: &(usize, f64, f64)| places[line.0] + line.1;
    first.iter().map(|one| second.iter().filter(|other| end(one) > end(other)).count()).sum()
}

/// How many pairs stand the wrong way round, counted while sorting by merging.
fn inversions(values: &[f64]) -> usize {
    let mut values = values.to_vec();
    let mut merged = values.clone();
    let (mut count, mut run) = (0, 1);
    while run < values.len() {
        for start in (0..values.len()).step_by(2 * run) {
            let (middle, end) = ((start + run).min(values.len()), (start + 2 * run).min(values.len()));
            let (mut left, mut right) = (start, middle);
            for place in &mut merged[start..end] {
                let takes_left = left < middle && (right >= end || values[left] <= values[right]);
                if takes_left {
                    *place = values[left];
                    left += 1;
                } else {
                    *place = values[right];
                    right += 1;
                    count += middle - left;
                }
            }
        }
        std::mem::swap(&mut values, &mut merged);
        run *= 2;
    }
    count
}

/// The place of each vertex in its row.
fn places(rows: &[Vec<usize>], count: usize) -> Vec<f64> {
    let mut places = vec![0.0; count];
    for row in rows {
        for (place, vertex) in row.iter().enumerate() {
            places[*vertex] = number(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossings_are_undone() {
        let line = |upper, lower| Line { upper, lower, upper_at: 0.5, lower_at: 0.5 };
        let mut rows = vec![vec![0, 1, 2], vec![3, 4, 5]];
        order(&mut rows, &[line(0, 5), line(1, 4), line(2, 3)], 6);
        assert_eq!(Neighbours::new(&[line(0, 5), line(1, 4), line(2, 3)], 6).crossings(&rows), 0);
    }

    #[test]
    fn inversions_are_counted() {
        for (values, expected) in [(&[][..], 0), (&[1.0, 2.0, 2.0], 0), (&[3.0, 1.0, 2.0], 2), (&[5.0, 4.0, 3.0, 2.0, 1.0], 10)] {
            assert_eq!(inversions(values), expected);
        }
    }
}
