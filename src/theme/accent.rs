//! Derives four colours from one configured accent, each with the lightness changed until its contrast is sufficient.
//!
//! Lightness is changed in OKLCH, which keeps the hue; contrast is WCAG 2.2's (success criterion 1.4.6, level AAA).

use super::{Colour, Surfaces};

/// Colours derived from one accent, each `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccentColours {
    /// For text on the light surfaces and on the light tint.
    pub light: String,
    /// For text on the dark surfaces and on the dark tint.
    pub dark: String,
    /// A pale surface in the light scheme.
    pub tint_light: String,
    /// A deep surface in the dark scheme.
    pub tint_dark: String,
}

impl AccentColours {
    /// The colours for an accent written `#rgb` or `#rrggbb`, readable on a theme's surfaces; `None` if it is neither.
    #[must_use]
    pub fn parse(accent: &str, surfaces: &Surfaces) -> Option<Self> {
        colours(accent, surfaces)
    }

    /// The rule that sets them, at the end of `style.css`: under a strict Content-Security-Policy pages cannot have their own
    /// rules.
    pub(super) fn rule(&self) -> String {
        let Self { light, dark, tint_light, tint_dark } = self;
        format!(
            ":root {{ --accent: light-dark({light}, {dark}); --accent-tint: light-dark({tint_light}, {tint_dark}); --accent-cover: {light}; }}\n"
        )
    }
}

/// The minimum contrast of text, by WCAG 2.2 AAA.
const TEXT_CONTRAST: f64 = 7.0;
/// Lightness and chroma of a tint, in OKLCH.
const LIGHT_TINT: (f64, f64) = (0.94, 0.03);
const DARK_TINT: (f64, f64) = (0.25, 0.035);
/// The change of lightness in each step of the search for contrast.
const STEP: f64 = 0.005;

fn colours(accent: &str, surfaces: &Surfaces) -> Option<AccentColours> {
    let (lightness, chroma, hue) = oklch(parse(accent)?);
    let tint_light = rgb(LIGHT_TINT.0, chroma.min(LIGHT_TINT.1), hue);
    let tint_dark = rgb(DARK_TINT.0, chroma.min(DARK_TINT.1), hue);
    let on = |papers: &[Colour], tint| papers.iter().filter_map(|paper| parse(paper.as_str())).chain([tint]).collect::<Vec<_>>();
    let light = with_contrast((lightness, chroma, hue), -STEP, &on(&surfaces.light, tint_light));
    let dark = with_contrast((lightness, chroma, hue), STEP, &on(&surfaces.dark, tint_dark));
    Some(AccentColours { light: hex(light), dark: hex(dark), tint_light: hex(tint_light), tint_dark: hex(tint_dark) })
}

/// Changes a colour's lightness in steps until it has enough contrast with every surface. Black or white always has.
fn with_contrast((mut lightness, chroma, hue): (f64, f64, f64), step: f64, surfaces: &[[f64; 3]]) -> [f64; 3] {
    loop {
        // Rounded as it will be printed, so that the printed colour has the contrast.
        let colour = rgb(lightness, chroma, hue);
        let is_clear = surfaces.iter().all(|surface| contrast(colour, *surface) >= TEXT_CONTRAST);
        if is_clear || !(0.0..=1.0).contains(&lightness) {
            return colour;
        }
        lightness += step;
    }
}

/// The contrast of two colours by WCAG 2.2, from 1 to 21.
fn contrast(left: [f64; 3], right: [f64; 3]) -> f64 {
    let (left, right) = (luminance(left), luminance(right));
    (left.max(right) + 0.05) / (left.min(right) + 0.05)
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn linear(channel: f64) -> f64 {
    if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn gamma(channel: f64) -> f64 {
    if channel <= 0.003_130_8 { channel * 12.92 } else { 1.055 * channel.powf(1.0 / 2.4) - 0.055 }
}

fn parse(hex: &str) -> Option<[f64; 3]> {
    let digits = hex.strip_prefix('#')?;
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let value = u32::from_str_radix(&digits, 16).ok()?;
    Some([16, 8, 0].map(|shift| f64::from((value >> shift) & 0xff) / 255.0))
}

fn hex(colour: [f64; 3]) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "channels are clamped to 0..=1 by `rgb`")]
    let [red, green, blue] = colour.map(|channel| (channel * 255.0).round() as u8);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// From sRGB to lightness, chroma and hue in OKLCH (CSS Color 4).
fn oklch(colour: [f64; 3]) -> (f64, f64, f64) {
    let [red, green, blue] = colour.map(linear);
    let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
    let medium = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
    let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
    let lightness = 0.210_454_255_3 * long + 0.793_617_785 * medium - 0.004_072_046_8 * short;
    let a = 1.977_998_495_1 * long - 2.428_592_205 * medium + 0.450_593_709_9 * short;
    let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766 * short;
    (lightness, a.hypot(b), b.atan2(a))
}

/// From OKLCH to sRGB, clamped to the gamut and rounded to eight bits.
fn rgb(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let linear = [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
    ];
    linear.map(|channel| (gamma(channel.clamp(0.0, 1.0)) * 255.0).round() / 255.0)
}

#[cfg(test)]
#[path = "palette_tests.rs"]
mod tests;
