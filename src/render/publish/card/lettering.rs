//! Text in the built-in font: Jost, under the SIL Open Font License, with Latin and Cyrillic letters.

use tiny_skia::{Path, PathBuilder};
use ttf_parser::{Face, OutlineBuilder};

use crate::path::nfc;

const FONT: &[u8] = include_bytes!("font/Jost-SemiBold.ttf");

/// The font, ready for use.
pub(super) struct Lettering {
    face: Face<'static>,
}

impl Lettering {
    /// Opens the font.
    pub(super) fn new() -> Self {
        Self { face: Face::parse(FONT, 0).expect("the font is compiled into the program, and a test opens it") }
    }

    /// The part of a text that is in the font, on one line; `None` if half of the letters or more are missing, so that the rest
    /// would be meaningless.
    pub(super) fn legible(&self, text: &str) -> Option<String> {
        let text = nfc(text);
        let wanted = text.chars().filter(|c| !c.is_whitespace()).count();
        let known: String = text.chars().filter(|c| c.is_whitespace() || self.face.glyph_index(*c).is_some()).collect();
        let kept = known.chars().filter(|c| !c.is_whitespace()).count();
        let line = known.split_whitespace().collect::<Vec<_>>().join(" ");
        (kept * 2 > wanted).then_some(line)
    }

    /// The width of a text at a size in pixels.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let glyphs = text.chars().filter_map(|c| self.face.glyph_index(c));
        glyphs.map(|glyph| f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default())).sum::<f32>() * self.scale(size)
    }

    /// The text in lines of at most `room` pixels; if it does not fit into `lines` of them, it ends with an ellipsis.
    pub(super) fn wrapped(&self, text: &str, size: f32, room: f32, lines: usize) -> Vec<String> {
        let mut wrapped: Vec<String> = Vec::new();
        for word in text.split(' ') {
            // One line more than fits is enough to know that something is cut.
            if wrapped.len() > lines {
                break;
            }
            match wrapped.last_mut() {
                Some(line) if self.width(&format!("{line} {word}"), size) <= room => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => wrapped.push(word.to_owned()),
            }
        }
        let is_cut = wrapped.len() > lines;
        wrapped.truncate(lines);
        let last = wrapped.len().saturating_sub(1);
        for (position, line) in wrapped.iter_mut().enumerate() {
            // A single word can be wider than the line.
            let ends = if is_cut && position == last { "…" } else { "" };
            let mut shown = format!("{line}{ends}");
            while self.width(&shown, size) > room && line.pop().is_some() {
                shown = format!("{}…", line.trim_end());
            }
            *line = shown;
        }
        wrapped
    }

    /// The outline of a line that begins at `x` on `baseline`.
    pub(super) fn outline(&self, text: &str, size: f32, x: f32, baseline: f32) -> Option<Path> {
        let scale = self.scale(size);
        let mut pen = Pen { path: PathBuilder::new(), x, baseline, scale };
        for glyph in text.chars().filter_map(|c| self.face.glyph_index(c)) {
            self.face.outline_glyph(glyph, &mut pen);
            pen.x += f32::from(self.face.glyph_hor_advance(glyph).unwrap_or_default()) * scale;
        }
        pen.path.finish()
    }

    fn scale(&self, size: f32) -> f32 {
        size / f32::from(self.face.units_per_em())
    }
}

/// Draws glyphs at the present position; y grows upwards in fonts, downwards in pictures.
struct Pen {
    path: PathBuilder,
    x: f32,
    baseline: f32,
    scale: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.baseline - y * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
