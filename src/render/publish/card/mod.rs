//! The picture that social networks and chats show for a link: the handbook's, a stage's, or a page's, as a PNG.
//!
//! 1. `lettering` draws text in the built-in font, and `shapes` the stages' marks.
//! 2. `canvas` puts both on the picture, at the places decided here.
//!
//! The same input gives the same bytes on every machine: neither the system's fonts nor its clock are used.

use crate::generated::handbook_title;
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::locale::Locale;
use crate::resolve::Site;
use crate::theme::{AccentColours, Surfaces};

mod canvas;
mod lettering;
mod shapes;

use canvas::{Canvas, Colour, Words};

const PAPER: Colour = Colour(0xfc, 0xfc, 0xfb);
const TEXT: Colour = Colour(0x1c, 0x1a, 0x24);
const SOFT: Colour = Colour(0x57, 0x54, 0x5f);
const ACCENT: Colour = Colour(0x3f, 0x3a, 0x8c);
/// The colours of the seven marks, as on the default theme's covers.
const INKS: [Colour; 7] = [
    Colour(0xa1, 0x24, 0x33),
    Colour(0x99, 0x4a, 0x08),
    Colour(0x64, 0x5d, 0x03),
    Colour(0x03, 0x6a, 0x34),
    Colour(0x04, 0x64, 0x6f),
    Colour(0x2b, 0x51, 0xaa),
    Colour(0x7f, 0x2e, 0x7e),
];

/// The margin of the text.
const MARGIN: f32 = 80.0;
/// The font size of everything except the title.
const SMALL: f32 = 36.0;

/// The handbook's card, with the marks of its stages as the thumb index of a book.
pub(super) fn handbook(site: &Site, words: &Locale) -> Vec<u8> {
    let mut canvas = Canvas::new(PAPER);
    let stages: Vec<StageIndex> =
        if site.index.shows_journey { (0..site.config.journey.stages.len()).map(StageIndex).collect() } else { Vec::new() };
    let tabs_at = 1096.0;
    if stages.is_empty() {
        canvas.fill(1172.0, 0.0, 28.0, 630.0, accent(site));
    }
    // Beyond a dozen, tabs would be too thin for their marks.
    let shown = stages.len().min(12);
    for (position, stage) in stages.into_iter().take(shown).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "there are a dozen at most")]
        let (height, top) = (630.0 / shown as f32, 630.0 / shown as f32 * position as f32);
        canvas.fill(tabs_at, top + 2.0, 104.0, height - 4.0, ink(stage));
        let width = (height - 16.0).min(66.0);
        canvas.mark(stage, (tabs_at + 52.0, top + height / 2.0), width, PAPER, ink(stage));
    }
    let room = tabs_at - 2.0 * MARGIN;
    let below = canvas.words(
        &Words { text: &handbook_title(&site.config, &site.index, words), size: 100.0, lines: 3, room, colour: TEXT },
        MARGIN,
        MARGIN,
    );
    if let Some(description) = site.config.description.as_deref() {
        canvas.words(&Words { text: description, size: SMALL, lines: 3, room, colour: SOFT }, MARGIN, below + 28.0);
    }
    canvas.png()
}

/// A stage's card: its cover.
pub(super) fn stage(site: &Site, words: &Locale, stage: StageIndex) -> Vec<u8> {
    let cover = ink(stage);
    let mut canvas = Canvas::new(cover);
    let journey = &site.config.journey;
    canvas.mark(stage, (930.0, 315.0), 400.0, PAPER, cover);
    let room = 600.0;
    let known = journey.stage(stage);
    canvas.words(
        &Words { text: &handbook_title(&site.config, &site.index, words), size: SMALL, lines: 2, room, colour: PAPER },
        MARGIN,
        MARGIN,
    );
    let (number, count) = ((stage.0 + 1).to_string(), journey.stages.len().to_string());
    let place = words.fill("place", &[("number", &number), ("count", &count)]);
    canvas.words(&Words { text: &place, size: SMALL, lines: 1, room, colour: PAPER }, MARGIN, 270.0);
    let below = canvas.words(&Words { text: &known.title, size: 104.0, lines: 1, room, colour: PAPER }, MARGIN, 316.0);
    canvas.words(&Words { text: &known.summary, size: SMALL, lines: 3, room, colour: PAPER }, MARGIN, below + 20.0);
    canvas.png()
}

/// A page's card: its title on paper, in the colour of its stage.
pub(super) fn page(site: &Site, words: &Locale, id: PageId) -> Vec<u8> {
    let entry = site.index.page(id);
    let stage = entry.membership.home().filter(|_| site.index.shows_journey);
    let colour = stage.map_or_else(|| accent(site), ink);
    let mut canvas = Canvas::new(PAPER);
    canvas.fill(0.0, 0.0, 28.0, 630.0, colour);
    let room = 1200.0 - 2.0 * MARGIN;
    canvas.words(
        &Words { text: &handbook_title(&site.config, &site.index, words), size: SMALL, lines: 1, room, colour: SOFT },
        MARGIN,
        MARGIN,
    );
    canvas.words(&Words { text: &entry.title, size: 92.0, lines: 3, room, colour: TEXT }, MARGIN, 168.0);
    if let Some(stage) = stage {
        canvas.mark(stage, (MARGIN + 32.0, 536.0), 64.0, colour, PAPER);
        let title = &site.config.journey.stage(stage).title;
        canvas.words(&Words { text: title, size: SMALL, lines: 1, room: room - 90.0, colour }, MARGIN + 84.0, 514.0);
    }
    canvas.png()
}

fn ink(stage: StageIndex) -> Colour {
    INKS[stage.0 % INKS.len()]
}

/// The configured accent in a form that is readable on paper, otherwise the theme's own.
fn accent(site: &Site) -> Colour {
    let surfaces = Surfaces::default();
    let made = site.config.theme.accent.as_deref().and_then(|accent| AccentColours::parse(accent, &surfaces));
    made.and_then(|colours| Colour::parse(&colours.light)).unwrap_or(ACCENT)
}

#[cfg(test)]
mod tests;
