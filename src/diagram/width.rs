//! How wide text is, for fonts that the builder of a site cannot know.
//!
//! The widths are those of a plain sans serif. Fonts differ by some hundredths, so whoever uses them leaves room around text.

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

/// The width of ASCII from the space to the tilde, in hundredths of the font's size.
const ASCII: [u8; 95] = [
    28, 29, 37, 58, 58, 89, 69, 20, 35, 35, 40, 60, 29, 36, 29, 31, 58, 58, 58, 58, 58, 58, 58, 58, 58, 58, 29, 29, 60, 60, 60,
    56, 100, 70, 68, 74, 74, 68, 62, 80, 74, 29, 52, 69, 57, 86, 74, 80, 68, 80, 74, 68, 63, 74, 68, 97, 68, 68, 63, 31, 31, 31,
    50, 56, 35, 57, 59, 54, 59, 58, 31, 59, 58, 25, 25, 53, 25, 86, 58, 59, 59, 59, 37, 52, 31, 58, 53, 76, 52, 53, 51, 37, 28,
    37, 60,
];

/// The width of other letters and of wide ones, such as Chinese characters and emoji.
const OTHER: f64 = 0.64;
const WIDE: f64 = 1.04;

/// The width of a line of text whose letters have this size.
pub(super) fn width(line: &str, size: f64) -> f64 {
    line.nfd().map(of).sum::<f64>() * size
}

/// The width of the widest line.
pub(super) fn widest(lines: &[String], size: f64) -> f64 {
    lines.iter().map(|line| width(line, size)).fold(0.0, f64::max)
}

/// The width of a character in parts of the font's size. Marks that stand on others have none.
fn of(character: char) -> f64 {
    match ASCII.get((character as usize).wrapping_sub(32)) {
        Some(hundredths) => f64::from(*hundredths) / 100.0,
        None => match character.width() {
            None | Some(0) => 0.0,
            Some(1) => OTHER,
            Some(_) => WIDE,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn letters_differ_and_marks_stand_on_others() {
        assert!(width("mm", 15.0) > width("ii", 15.0) * 2.5);
        assert!((width("é", 15.0) - width("e", 15.0)).abs() < 1e-9);
        assert!(width("図", 15.0) > 15.0 && width("\u{200d}", 15.0) == 0.0);
    }
}
