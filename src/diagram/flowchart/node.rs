//! A node as it is written: its name, and the brackets around its words.

use crate::diagram::shape::Shape;

/// The brackets of shapes, the longer ones first.
const SHAPES: [(&str, &[(&str, Shape)]); 12] = [
    ("(((", &[(")))", Shape::DoubleCircle)]),
    ("((", &[("))", Shape::Circle)]),
    ("([", &[("])", Shape::Stadium)]),
    ("[(", &[(")]", Shape::Cylinder)]),
    ("[[", &[("]]", Shape::Routine)]),
    ("[/", &[("/]", Shape::LeansRight), ("\\]", Shape::WideBelow)]),
    ("[\\", &[("\\]", Shape::LeansLeft), ("/]", Shape::WideAbove)]),
    ("[", &[("]", Shape::Box)]),
    ("(", &[(")", Shape::Round)]),
    ("{{", &[("}}", Shape::Hexagon)]),
    ("{", &[("}", Shape::Diamond)]),
    (">", &[("]", Shape::Flag)]),
];

/// What is wrong where no bracket closes.
const OPEN: &str = "the shape of a node is not closed";

/// What is written behind the name of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Written<'l> {
    pub(super) shape: Option<Shape>,
    pub(super) words: Option<&'l str>,
}

/// The name that a text begins with, up to a space, a bracket or a link, and the rest. As Mermaid has it, names may hold and end in signs
/// that no link begins with, as `C++` and `done?` do.
pub(super) fn name(text: &str) -> (&str, &str) {
    for (at, c) in text.char_indices() {
        let behind = text[at + c.len_utf8()..].chars().next();
        let goes_on = match c {
            '-' => at > 0 && behind.is_some_and(char::is_alphanumeric),
            '=' => at > 0 && behind.is_some_and(|c| c != '='),
            '!' | '#' | '$' | '%' | '*' | '+' | '.' | '/' | '?' | '\\' | '\'' | '_' => true,
            c => c.is_alphanumeric(),
        };
        if !goes_on {
            return text.split_at(at);
        }
    }
    (text, "")
}

/// Reads shape and words behind a name, where they stand there, and gives the rest of the text.
pub(super) fn shape(text: &str) -> Result<(Written<'_>, &str), String> {
    if let Some(inside) = text.strip_prefix("@{") {
        return attributes(inside);
    }
    let found = SHAPES.iter().find_map(|(open, closings)| Some((text.strip_prefix(open)?, closings)));
    let Some((inside, closings)) = found else { return Ok((Written::default(), text)) };
    let quoted = inside.trim_start().strip_prefix('"').and_then(|words| words.split_once('"'));
    if let Some((words, behind)) = quoted {
        let behind = behind.trim_start();
        let closed = closings.iter().find_map(|(close, shape)| Some((*shape, behind.strip_prefix(close)?)));
        let (shape, behind) = closed.ok_or(OPEN)?;
        return Ok((Written { shape: Some(shape), words: Some(words) }, behind));
    }
    let closed = closings.iter().filter_map(|(close, shape)| Some((inside.find(close)?, close.len(), *shape)));
    let (at, length, shape) = closed.min_by_key(|(at, ..)| *at).ok_or(OPEN)?;
    Ok((Written { shape: Some(shape), words: Some(&inside[..at]) }, &inside[at + length..]))
}

/// The newer form: `@{ shape: diam, label: "Ready?" }`.
fn attributes(inside: &str) -> Result<(Written<'_>, &str), String> {
    let mut written = Written::default();
    let mut rest = inside.trim_start();
    loop {
        if let Some(behind) = rest.strip_prefix('}') {
            return Ok((written, behind));
        }
        let (key, value) = rest.split_once(':').ok_or("`@{` is not closed")?;
        let value = value.trim_start();
        let (value, behind) = match value.strip_prefix('"').and_then(|value| value.split_once('"')) {
            Some(quoted) => quoted,
            None => value.split_at(value.find([',', '}']).ok_or("`@{` is not closed")?),
        };
        match key.trim() {
            "shape" => {
                let shape = Shape::named(value.trim()).ok_or_else(|| format!("the shape `{}` is not known", value.trim()))?;
                written.shape = Some(shape);
            }
            "label" => written.words = Some(value.trim()),
            other => return Err(format!("`{other}` of a node is not understood")),
        }
        rest = behind.trim_start().trim_start_matches(',').trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_links_and_shapes_begin() {
        for (text, expected) in [
            ("a-b-->c", "a-b"),
            ("v1.2[x]", "v1.2"),
            ("a---b", "a"),
            ("é_1 & b", "é_1"),
            ("-->", ""),
            ("C++ --> b", "C++"),
            ("ready?{Ready}", "ready?"),
            ("a*==>b", "a*"),
        ] {
            assert_eq!(name(text).0, expected, "{text}");
        }
    }

    #[test]
    fn shapes_and_words_are_read() {
        for (text, expected, words) in [
            ("[a (b)]", Shape::Box, "a (b)"),
            ("([a]) x", Shape::Stadium, "a"),
            ("[\"a ] b\"]", Shape::Box, "a ] b"),
            ("[/a\\]", Shape::WideBelow, "a"),
            ("@{ shape: diam, label: \"a, b\" }", Shape::Diamond, "a, b"),
            ("@{shape: db}", Shape::Cylinder, ""),
        ] {
            let (written, _) = shape(text).expect("a shape");
            assert_eq!((written.shape, written.words.unwrap_or_default()), (Some(expected), words), "{text}");
        }
        assert!(shape("[a").is_err() && shape("@{ shape: bolt }").is_err() && shape("@{ icon: x }").is_err());
        assert_eq!(shape(" --> b"), Ok((Written::default(), " --> b")));
    }
}
