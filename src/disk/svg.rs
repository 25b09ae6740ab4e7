//! How large an SVG drawing is, read from its root element alone.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How far into a file the root element is looked for: after a prologue, a licence and editors' metadata.
const HEAD: u64 = 16 * 1024;

/// Width and height in CSS pixels; `None` if the file cannot be read or gives no size.
///
/// As browsers do (CSS Images 3, natural dimensions of SVG 2): `width` and `height` if both are plain numbers or pixels, otherwise
/// the sides of `viewBox`, since pages need the ratio more than the size.
pub(super) fn measure(location: &Path) -> Option<(u32, u32)> {
    let mut head = Vec::new();
    File::open(location).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    size(&String::from_utf8_lossy(&head))
}

fn size(text: &str) -> Option<(u32, u32)> {
    let root = &text[text.find("<svg")? + "<svg".len()..];
    let attributes = attributes(root);
    let value = |name: &str| attributes.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
    let pixels = |name: &str| value(name).and_then(|value| whole(value.trim().trim_end_matches("px")));
    pixels("width").zip(pixels("height")).or_else(|| {
        let sides: Vec<&str> = value("viewBox")?.split([' ', ',']).filter(|side| !side.is_empty()).collect();
        whole(sides.get(2)?).zip(whole(sides.get(3)?))
    })
}

/// The attributes of a tag whose name ends at the start of `rest`, up to the tag's end.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals].trim();
        if name.contains('>') {
            break;
        }
        let after = rest[equals + 1..].trim_start();
        let Some(quote) = after.chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { break };
        let Some(end) = after[1..].find(quote) else { break };
        found.push((name, &after[1..=end]));
        rest = &after[end + 2..];
    }
    found
}

/// A length rounded to whole pixels; none if it is not above zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be within what fits")]
fn whole(length: &str) -> Option<u32> {
    let length: f64 = length.trim().parse().ok()?;
    (0.5..65_536.0).contains(&length).then(|| length.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn the_root_element_says_the_size() {
        for (text, expected) in [
            (r#"<svg width="28" height="20">"#, Some((28, 20))),
            (
                "<?xml version='1.0'?><!-- a --><svg xmlns='x' width='28.4px'\n height = '20px' viewBox='0 0 1 1'/>",
                Some((28, 20)),
            ),
            (r#"<svg viewBox="0 0 640, 480"><rect width="1" height="1"/>"#, Some((640, 480))),
            (r#"<svg width="100%" height="100%" viewBox="-5 -5 10 20">"#, Some((10, 20))),
            (r#"<svg width="2em" height="2em">"#, None),
            (r#"<svg><rect width="5" height="5"/>"#, None),
            (r#"<svg width="0" height="0">"#, None),
            (r#"<svg width="1e99" height="NaN">"#, None),
            ("<svg width=", None),
            ("<svg width=\"é", None),
            ("<html>", None),
        ] {
            assert_eq!(size(text), expected, "{text}");
        }
    }
}
