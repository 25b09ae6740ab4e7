//! The seven marks as outlines around the point 0 0, some 44 units wide, as in the default theme.

use tiny_skia::{Path, PathBuilder};

/// The corners of the shapes with straight sides; the first two have none.
const CORNERS: [&[(f32, f32)]; 5] = [
    &[(0.0, -20.0), (22.5, 18.0), (-22.5, 18.0)],
    &[(-17.0, -17.0), (17.0, -17.0), (17.0, 17.0), (-17.0, 17.0)],
    &[(0.0, -20.5), (20.9, -5.3), (12.9, 19.3), (-12.9, 19.3), (-20.9, -5.3)],
    &[(0.0, -21.0), (18.2, -10.5), (18.2, 10.5), (0.0, 21.0), (-18.2, 10.5), (-18.2, -10.5)],
    &[
        (0.0, -22.5),
        (6.9, -9.5),
        (21.4, -6.9),
        (11.2, 3.6),
        (13.2, 18.2),
        (0.0, 11.8),
        (-13.2, 18.2),
        (-11.2, 3.6),
        (-21.4, -6.9),
        (-6.9, -9.5),
    ],
];

/// The outline of the mark with this number, from 0; after seven they repeat.
pub(super) fn outline(number: usize) -> Option<Path> {
    match number % 7 {
        0 => PathBuilder::from_circle(0.0, 0.0, 19.5),
        1 => lens(),
        number => {
            let mut path = PathBuilder::new();
            for (position, (x, y)) in CORNERS[number - 2].iter().enumerate() {
                if position == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
            }
            path.close();
            path.finish()
        }
    }
}

/// How far below the middle of a mark its number is, in units, so that it looks centred.
pub(super) fn baseline(number: usize) -> f32 {
    match number % 7 {
        2 => 13.0,
        4 | 6 => 8.0,
        _ => 7.0,
    }
}

/// Two arcs of radius 22.6 that meet at -22 and 22, each in two cubic curves.
fn lens() -> Option<Path> {
    const TIP: f32 = 22.0;
    const RADIUS: f32 = 22.6;
    let middle = (RADIUS * RADIUS - TIP * TIP).sqrt();
    let height = RADIUS - middle;
    // The length of the handles that makes a cubic curve follow an arc of this angle.
    let angle = (TIP / RADIUS).asin();
    let handle = RADIUS * (4.0 / 3.0) * (angle / 4.0).tan();
    let (along, up) = (handle * angle.cos(), handle * angle.sin());
    let mut path = PathBuilder::new();
    path.move_to(-TIP, 0.0);
    path.cubic_to(-TIP + along, -up, -handle, -height, 0.0, -height);
    path.cubic_to(handle, -height, TIP - along, -up, TIP, 0.0);
    path.cubic_to(TIP - along, up, handle, height, 0.0, height);
    path.cubic_to(-handle, height, -TIP + along, up, -TIP, 0.0);
    path.close();
    path.finish()
}
