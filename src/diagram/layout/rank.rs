//! Ranks: which link runs against the others, and how far each vertex stands from the beginning.

/// A link between two vertices that wants `length` ranks between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) length: usize,
}

/// Which steps have to be turned round so that none of the others lead in a circle. Earlier vertices come first where they can.
pub(super) fn turned(count: usize, steps: &[Step]) -> Vec<bool> {
    let mut turned = vec![false; steps.len()];
    let leaving = leaving(count, steps);
    // Vertices that nothing leads to begin; in circles, the one that was written first.
    let mut is_led_to = vec![false; count];
    for step in steps.iter().filter(|step| step.from != step.to) {
        is_led_to[step.to] = true;
    }
    let (first, second): (Vec<usize>, Vec<usize>) = (0..count).partition(|vertex| !is_led_to[*vertex]);
    let (mut is_seen, mut is_open) = (vec![false; count], vec![false; count]);
    for start in first.into_iter().chain(second) {
        if is_seen[start] {
            continue;
        }
        (is_seen[start], is_open[start]) = (true, true);
        let mut open = vec![(start, 0)];
        while let Some((vertex, next)) = open.last_mut() {
            let vertex = *vertex;
            let Some(step) = leaving[vertex].get(*next).copied() else {
                is_open[vertex] = false;
                open.pop();
                continue;
            };
            *next += 1;
            let to = steps[step].to;
            if is_open[to] {
                turned[step] = true;
            } else if !is_seen[to] {
                (is_seen[to], is_open[to]) = (true, true);
                open.push((to, 0));
            }
        }
    }
    turned
}

/// The rank of each vertex, from 0: no step is shorter than it wants, and vertices stand near those that they lead to. The steps lead
/// in no circle.
pub(super) fn ranks(count: usize, steps: &[Step]) -> Vec<usize> {
    let leaving = leaving(count, steps);
    let mut entering = vec![0_usize; count];
    for step in steps {
        entering[step.to] += 1;
    }
    let in_degree = entering.clone();
    let mut ranks = vec![0; count];
    let mut ready: Vec<usize> = (0..count).rev().filter(|vertex| entering[*vertex] == 0).collect();
    let mut sorted = Vec::with_capacity(count);
    while let Some(vertex) = ready.pop() {
        sorted.push(vertex);
        for step in leaving[vertex].iter().map(|step| steps[*step]) {
            ranks[step.to] = ranks[step.to].max(ranks[vertex] + step.length);
            entering[step.to] -= 1;
            if entering[step.to] == 0 {
                ready.push(step.to);
            }
        }
    }
    // A vertex with more links behind it than before it shortens them by moving on.
    for vertex in sorted.into_iter().rev() {
        let furthest = leaving[vertex].iter().map(|step| ranks[steps[*step].to] - steps[*step].length).min();
        if let Some(furthest) = furthest.filter(|_| leaving[vertex].len() > in_degree[vertex]) {
            ranks[vertex] = ranks[vertex].max(furthest);
        }
    }
    let first = ranks.iter().copied().min().unwrap_or_default();
    ranks.into_iter().map(|rank| rank - first).collect()
}

/// The steps that leave each vertex.
fn leaving(count: usize, steps: &[Step]) -> Vec<Vec<usize>> {
    let mut leaving = vec![Vec::new(); count];
    for (number, step) in steps.iter().enumerate().filter(|(_, step)| step.from != step.to) {
        leaving[step.from].push(number);
    }
    leaving
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(pairs: &[(usize, usize)]) -> Vec<Step> {
        pairs.iter().map(|(from, to)| Step { from: *from, to: *to, length: 1 }).collect()
    }

    #[test]
    fn circles_are_broken_where_they_close() {
        assert_eq!(turned(3, &steps(&[(0, 1), (1, 2), (2, 0)])), [false, false, true]);
        assert_eq!(turned(3, &steps(&[(2, 1), (1, 2), (0, 1)])), [true, false, false]);
    }

    #[test]
    fn sources_stand_near_what_they_lead_to() {
        assert_eq!(ranks(4, &steps(&[(0, 1), (1, 2), (3, 2)])), [0, 1, 2, 1]);
        assert_eq!(ranks(2, &[Step { from: 0, to: 1, length: 3 }]), [0, 3]);
    }
}
