//! Where vertices stand in their rows: each near its neighbours, none too near to the one beside it.

use super::order::Line;

/// How much room a vertex takes on both sides of its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) before: f64,
    pub(super) after: f64,
    /// Whether it is the bend of a line, which should run straight.
    pub(super) is_bend: bool,
}

/// A line with the distance of its ends from the middles of its vertices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pull {
    pub(super) line: Line,
    pub(super) upper_off: f64,
    pub(super) lower_off: f64,
}

/// The room between vertices beside each other: two boxes, and others.
const BESIDE: f64 = 28.0;
const BESIDE_BEND: f64 = 16.0;

/// How often the rows are gone through, looking one way and looking both ways.
const ONE_WAY: usize = 6;
const BOTH_WAYS: usize = 16;

/// How much a vertex without neighbours wants to stay where it is.
const AT_REST: f64 = 0.05;

/// The middle of each vertex. `rows` are in their order.
pub(super) fn settle(rows: &[Vec<usize>], rooms: &[Room], pulls: &[Pull]) -> Vec<f64> {
    let (mut above, mut below) = (vec![Vec::new(); rooms.len()], vec![Vec::new(); rooms.len()]);
    for pull in pulls {
        let Pull { line, upper_off, lower_off } = *pull;
        let strength = match (rooms[line.upper].is_bend, rooms[line.lower].is_bend) {
            (true, true) => 8.0,
            (false, false) => 3.0,
            _ => 1.0,
        };
        above[line.lower].push((line.upper, upper_off - lower_off, strength));
        below[line.upper].push((line.lower, lower_off - upper_off, strength));
    }
    let mut middles = packed(rows, rooms);
    let mut pass = |is_downwards: bool, looks_up: bool, looks_down: bool| {
        for number in 0..rows.len() {
            let row = &rows[if is_downwards { number } else { rows.len() - 1 - number }];
            let mut wanted = Vec::with_capacity(row.len());
            for vertex in row {
                let all = above[*vertex].iter().filter(|_| looks_up).chain(below[*vertex].iter().filter(|_| looks_down));
                let (sum, strength) = all.fold((0.0, 0.0), |(sum, all), (other, off, strength): &(usize, f64, f64)| {
                    (sum + strength * (middles[*other] + off), all + strength)
                });
                wanted.push(if strength > 0.0 { (sum / strength, strength) } else { (middles[*vertex], AT_REST) });
            }
            for (vertex, middle) in row.iter().zip(nearest(row, rooms, &wanted)) {
                middles[*vertex] = middle;
            }
        }
    };
    for _ in 0..ONE_WAY {
        pass(true, true, false);
        pass(false, false, true);
    }
    for _ in 0..BOTH_WAYS {
        pass(true, true, true);
        pass(false, true, true);
    }
    middles
}

/// How far apart the middles of two vertices beside each other have to be.
pub(super) fn apart(left: Room, right: Room) -> f64 {
    left.after + right.before + if left.is_bend || right.is_bend { BESIDE_BEND } else { BESIDE }
}

/// Each row side by side, around the same middle.
fn packed(rows: &[Vec<usize>], rooms: &[Room]) -> Vec<f64> {
    let mut middles = vec![0.0; rooms.len()];
    for row in rows {
        let mut at = 0.0;
        for (place, vertex) in row.iter().enumerate() {
            at += if place == 0 { 0.0 } else { apart(rooms[row[place - 1]], rooms[*vertex]) };
            middles[*vertex] = at;
        }
        for vertex in row {
            middles[*vertex] -= at / 2.0;
        }
    }
    middles
}

/// The middles that are nearest to what the vertices of a row want, as the least squares of the distances say, in the order of the row.
///
/// Without the room that they need, this is a regression that must not fall: neighbours that would stand the wrong way round are pooled.
fn nearest(row: &[usize], rooms: &[Room], wanted: &[(f64, f64)]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(row.len());
    let mut offset = 0.0;
    // The wanted place of a pool, its strength, and how many it holds.
    let mut pools: Vec<(f64, f64, usize)> = Vec::with_capacity(row.len());
    for (place, vertex) in row.iter().enumerate() {
        offset += if place == 0 { 0.0 } else { apart(rooms[row[place - 1]], rooms[*vertex]) };
        offsets.push(offset);
        let (at, strength) = wanted[place];
        let mut pool = (at - offset, strength, 1);
        while let Some((before, its_strength, count)) = pools.last().copied().filter(|before| before.0 > pool.0) {
            pools.pop();
            let all = pool.1 + its_strength;
            pool = ((pool.0 * pool.1 + before * its_strength) / all, all, pool.2 + count);
        }
        pools.push(pool);
    }
    let settled = pools.into_iter().flat_map(|(at, _, count)| std::iter::repeat_n(at, count));
    settled.zip(offsets).map(|(at, offset)| at + offset).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stands_where_it_wants_and_the_rest_shares_the_way() {
        let rooms = [Room { before: 10.0, after: 10.0, is_bend: false }; 3];
        let far = nearest(&[0, 1, 2], &rooms, &[(0.0, 1.0), (100.0, 1.0), (200.0, 1.0)]);
        assert_eq!(far, [0.0, 100.0, 200.0]);
        let same = nearest(&[0, 1, 2], &rooms, &[(0.0, 1.0), (0.0, 1.0), (0.0, 1.0)]);
        assert_eq!(same, [-48.0, 0.0, 48.0]);
    }
}
