//! The picture itself: areas, text and marks in flat colours.

use tiny_skia::{FillRule, Paint, Path, Pixmap, Rect, Transform};

use crate::generated::CARD_SIZE;
use crate::journey::StageIndex;

use super::lettering::Lettering;
use super::shapes;

/// The line height, relative to the font size.
const LEADING: f32 = 1.14;
/// From the top of a line to its baseline, relative to the font size.
const ASCENT: f32 = 0.86;

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

impl Colour {
    /// A colour written `#rrggbb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let [_, red, green, blue] = u32::from_str_radix(text.strip_prefix('#')?, 16).ok()?.to_be_bytes();
        Some(Self(red, green, blue))
    }

    fn paint(self) -> Paint<'static> {
        let mut paint = Paint::default();
        paint.set_color_rgba8(self.0, self.1, self.2, 255);
        paint
    }
}

/// A text and its typography.
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    /// The font size in pixels; smaller if a long text would need more lines.
    pub(super) size: f32,
    /// The most lines.
    pub(super) lines: usize,
    /// The greatest width of a line, in pixels.
    pub(super) room: f32,
    pub(super) colour: Colour,
}

/// A picture that is being drawn.
pub(super) struct Canvas {
    pixels: Pixmap,
    lettering: Lettering,
}

impl Canvas {
    /// A picture of one colour.
    pub(super) fn new(colour: Colour) -> Self {
        let pixels = Pixmap::new(CARD_SIZE.0, CARD_SIZE.1).expect("the size is fixed, and neither side is nothing");
        let mut canvas = Self { pixels, lettering: Lettering::new() };
        canvas.fill(0.0, 0.0, 1200.0, 630.0, colour);
        canvas
    }

    /// Fills a rectangle.
    pub(super) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        if let Some(rectangle) = Rect::from_xywh(x, y, width, height) {
            self.pixels.fill_rect(rectangle, &colour.paint(), Transform::identity(), None);
        }
    }

    /// Writes a text below `top` and returns its lower end. Characters that are not in the font are omitted.
    pub(super) fn words(&mut self, words: &Words<'_>, x: f32, top: f32) -> f32 {
        let Some(text) = self.lettering.legible(words.text) else { return top };
        let mut size = words.size;
        let fits = |lettering: &Lettering, size: f32| {
            let lines = lettering.wrapped(&text, size, words.room, words.lines);
            lines.last().is_none_or(|last| text.ends_with(last.as_str())) && lines.iter().all(|line| !line.ends_with('…'))
        };
        while size > words.size * 0.6 && !fits(&self.lettering, size) {
            size -= 4.0;
        }
        let mut line_top = top;
        for line in self.lettering.wrapped(&text, size, words.room, words.lines) {
            if let Some(outline) = self.lettering.outline(&line, size, x, line_top + size * ASCENT) {
                self.draw(&outline, words.colour, Transform::identity());
            }
            line_top += size * LEADING;
        }
        line_top
    }

    /// Draws the mark of a stage around a point, `width` pixels wide, with its number in another colour.
    pub(super) fn mark(&mut self, stage: StageIndex, (x, y): (f32, f32), width: f32, colour: Colour, number: Colour) {
        let scale = width / 44.0;
        if let Some(outline) = shapes::outline(stage.0) {
            self.draw(&outline, colour, Transform::from_row(scale, 0.0, 0.0, scale, x, y));
        }
        let text = (stage.0 + 1).to_string();
        let size = if text.len() > 1 { 16.0 } else { 21.0 } * scale;
        let left = x - self.lettering.width(&text, size) / 2.0;
        if let Some(outline) = self.lettering.outline(&text, size, left, y + shapes::baseline(stage.0) * scale) {
            self.draw(&outline, number, Transform::identity());
        }
    }

    /// The picture as a PNG.
    pub(super) fn png(&self) -> Vec<u8> {
        self.pixels.encode_png().expect("a picture in memory can be written to memory")
    }

    fn draw(&mut self, path: &Path, colour: Colour, place: Transform) {
        self.pixels.fill_path(path, &colour.paint(), FillRule::Winding, place, None);
    }
}
