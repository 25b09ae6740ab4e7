//! The words on the parts of a diagram.

/// The width, in characters, beyond which a line is broken between words.
const WIDEST: usize = 34;

/// Tags that change the look of words and not their meaning.
const STYLING: [&str; 11] = ["b", "i", "u", "em", "strong", "code", "small", "s", "sub", "sup", "span"];

/// The lines of a label. Quotes and emphasis are removed, `<br>` and `\n` end a line, and long lines are broken.
pub(super) fn lines(text: &str) -> Vec<String> {
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let is_markdown = text.strip_prefix('`').is_some_and(|text| text.ends_with('`') && text.len() > 1);
    let text = if is_markdown { unemphasised(text.trim_matches('`')) } else { text.to_owned() };
    let mut plain = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find(['<', '#', '\\']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (made, length) = special(rest);
        plain.push_str(made.as_deref().unwrap_or(&rest[..length]));
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain.lines().flat_map(broken).collect()
}

/// Words of Markdown without the signs of emphasis around them.
fn unemphasised(text: &str) -> String {
    let word = |word: &str| word.trim_end().trim_matches(['*', '_']).to_owned() + &word[word.trim_end().len()..];
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

/// The label as one line.
pub(super) fn line(lines: &[String]) -> String {
    lines.join(" ")
}

/// Reads the markup that `text` begins with. Gives its meaning, `None` where it is plain text, and its length in bytes.
fn special(text: &str) -> (Option<String>, usize) {
    if text.starts_with("\\n") {
        return (Some("\n".to_owned()), 2);
    }
    if let Some((tag, _)) = text.strip_prefix('<').and_then(|inside| inside.split_once('>')) {
        let name = tag.trim_matches('/').split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        if name == "br" {
            return (Some("\n".to_owned()), tag.len() + 2);
        }
        if STYLING.contains(&&*name) {
            return (Some(String::new()), tag.len() + 2);
        }
    }
    if let Some((entity, _)) = text.strip_prefix('#').and_then(|inside| inside.split_once(';')) {
        let number = entity.parse().ok().and_then(char::from_u32).filter(|c| !c.is_control());
        let named = match entity {
            "quot" => Some('"'),
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "semi" => Some(';'),
            "hash" => Some('#'),
            _ => number,
        };
        if let Some(character) = named {
            return (Some(character.to_string()), entity.len() + 2);
        }
    }
    (None, 1)
}

/// Breaks a line into as few as there have to be, and these as evenly as the words allow.
fn broken(line: &str) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().filter(|word| !is_icon(word)).collect();
    let fewest = filled(&words, WIDEST).len();
    let evenly = (1..WIDEST).rev().map(|widest| filled(&words, widest)).take_while(|lines| lines.len() == fewest).last();
    evenly.unwrap_or_else(|| filled(&words, WIDEST))
}

/// Lines of at most `widest` characters, unless a word is longer.
fn filled(words: &[&str], widest: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in words {
        let count = word.chars().count();
        if length > 0 && length + count > widest {
            lines.push(String::new());
            length = 0;
        }
        let Some(last) = lines.last_mut() else { break };
        if length > 0 {
            last.push(' ');
        }
        last.push_str(word);
        length += count + 1;
    }
    lines
}

/// Whether a word names an icon of Font Awesome, such as `fa:fa-car`, which is a picture and no text.
fn is_icon(word: &str) -> bool {
    word.split_once(":fa-").is_some_and(|(set, _)| matches!(set, "fa" | "fas" | "far" | "fab" | "fal" | "fad" | "fak"))
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn labels_are_plain_lines() {
        for (text, expected) in [
            ("\"Say #quot;hi#quot;<br/>again\"", vec!["Say \"hi\"", "again"]),
            ("\"`**Bold words** of\n  _a_ snake_case`\"", vec!["Bold words of", "a snake_case"]),
            ("a <b>b</b> <c> #9829; #x;", vec!["a b <c> ♥ #x;"]),
            ("one two three four five six seven eight", vec!["one two three four", "five six seven eight"]),
            ("é\\nü #", vec!["é", "ü #"]),
            ("fa:fa-car Drive", vec!["Drive"]),
        ] {
            assert_eq!(lines(text), expected, "{text}");
        }
    }
}
