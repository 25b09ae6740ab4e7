//! What the writer of MathML does not do: elements that it does not know, and colours without styles, which a Content-Security-Policy
//! forbids in attributes.

use std::fmt::Write;

/// Commands that wrap their argument in an element that the writer does not know, which [`with_elements`] puts in the place of two
/// letters of Unicode's private area.
pub(super) const WRAPPING: &str = "\\def\\boxed#1{{\\text{\u{e000}}{#1}\\text{\u{e001}}}}\\def\\fbox#1{{\\text{\u{e000}}\\text{#1}\\text{\u{e001}}}}\
\\def\\phantom#1{{\\text{\u{e002}}{#1}\\text{\u{e003}}}}\\def\\hphantom#1{{\\text{\u{e004}}{#1}\\text{\u{e005}}}}\
\\def\\vphantom#1{{\\text{\u{e006}}{#1}\\text{\u{e007}}}}";

/// The elements that stand for the letters of [`WRAPPING`], in the same order.
const WRAPPERS: [(char, &str); 8] = [
    ('\u{e000}', "<mrow class=\"jb-boxed\">"),
    ('\u{e001}', "</mrow>"),
    ('\u{e002}', "<mphantom>"),
    ('\u{e003}', "</mphantom>"),
    ('\u{e004}', "<mpadded height=\"0\" depth=\"0\"><mphantom>"),
    ('\u{e005}', "</mphantom></mpadded>"),
    ('\u{e006}', "<mpadded width=\"0\"><mphantom>"),
    ('\u{e007}', "</mphantom></mpadded>"),
];

/// Whether a text holds a letter that stands for an element.
pub(super) fn has_stand_in(text: &str) -> bool {
    text.contains(|c| WRAPPERS.iter().any(|(letter, _)| *letter == c))
}

/// Puts elements in the place of the letters that stand for them, each of which the writer put into a text of its own.
pub(super) fn with_elements(mathml: String) -> String {
    if !has_stand_in(&mathml) {
        return mathml;
    }
    let mut whole = String::with_capacity(mathml.len());
    let mut rest = &*mathml;
    while let Some((at, element)) = rest
        .char_indices()
        .find_map(|(at, c)| WRAPPERS.iter().find(|(letter, _)| *letter == c).map(|(_, element)| (at, *element)))
    {
        let start = rest[..at].rfind("<mtext").unwrap_or(at);
        let end = rest[at..].find("</mtext>").map_or(rest.len(), |end| at + end + "</mtext>".len());
        whole.push_str(&rest[..start]);
        whole.push_str(element);
        rest = &rest[end..];
    }
    whole + rest
}

/// Writes the styles of MathML's tags as attributes (MathML Core, section 2.1.3) and classes. Texts stay as they are.
pub(super) fn without_styles(mathml: &str) -> String {
    let mut whole = String::with_capacity(mathml.len());
    for (position, piece) in mathml.split('<').enumerate() {
        whole.push_str(if position == 0 { "" } else { "<" });
        let (tag, text) = piece.split_at(piece.find('>').unwrap_or(0));
        let styled = tag.split_once(" style=\"").and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
        match styled {
            Some((before, (style, behind))) => {
                whole.push_str(before);
                push_attributes(&mut whole, style);
                whole.push_str(behind);
            }
            None => whole.push_str(tag),
        }
        whole.push_str(text);
    }
    whole
}

fn push_attributes(tag: &mut String, style: &str) {
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.trim().split_once(':') else { continue };
        let _ = match (property.trim(), colour(value)) {
            ("color", Some(colour)) => write!(tag, " mathcolor=\"{colour}\""),
            ("background-color", Some(colour)) => write!(tag, " mathbackground=\"{colour}\""),
            ("border", _) => write!(tag, " class=\"jb-boxed\""),
            // A space that leads back.
            ("margin-left", _) => write!(tag, " class=\"jb-back\""),
            _ => Ok(()),
        };
    }
}

/// `rgb(255 0 0)` as `#ff0000`.
fn colour(value: &str) -> Option<String> {
    let inside = value.trim().strip_prefix("rgb(")?.strip_suffix(')')?;
    let parts: Vec<u8> = inside.split_whitespace().filter_map(|part| part.parse().ok()).collect();
    let [red, green, blue] = parts[..] else { return None };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}
