//! Writes a text as one YAML scalar that reads back as the same text, in block and in flow style.

use std::fmt::Write;

/// Words that YAML 1.1 or 1.2 parsers do not read as text.
const WORDS_OF_YAML: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// The text as a scalar: plain if every parser reads it as that text, otherwise in double quotes (YAML 1.2, section 7.3.1).
///
/// The result is on one line, and can be a value, a key or inside brackets.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // Unicode line breaks and the byte order mark would not be read as themselves.
            _ if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether the text consists of letters, digits and harmless characters, begins with a letter, and is not a YAML keyword.
fn is_plain(text: &str) -> bool {
    let is_harmless = |character: char| character.is_alphanumeric() || " -_./()'!?".contains(character);
    text.starts_with(char::is_alphabetic)
        && text.chars().all(is_harmless)
        && !text.ends_with(' ')
        && !WORDS_OF_YAML.contains(&&*text.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::scalar;
    use crate::yaml;

    #[test]
    fn quotes_stand_where_they_are_needed() {
        for (text, expected) in [
            ("Interactive labs", "Interactive labs"),
            ("social-action", "social-action"),
            ("日本語の手引き", "日本語の手引き"),
            ("", "\"\""),
            ("no", "\"no\""),
            ("Null", "\"Null\""),
            ("1.10", "\"1.10\""),
            ("Labs: the hard way", "\"Labs: the hard way\""),
            ("C# #1", "\"C# #1\""),
            ("a, b", "\"a, b\""),
            ("[x]", "\"[x]\""),
            ("say \"hi\" \\o/", "\"say \\\"hi\\\" \\\\o/\""),
            ("- a", "\"- a\""),
            ("a\nb\u{1b}", "\"a\\nb\\u001B\""),
            ("@acme/docs", "\"@acme/docs\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "(\\PC|[\"\\\\:#,\\[\\]{}&*!|>'%@`~ \t\n\r\u{85}\u{2028}\u{feff}-]){0,12}") {
            let document = format!("key: {0}\nlist: [{0}, {0}]\n", scalar(&text));
            let read = yaml::read(&document, 0..document.len());
            prop_assert_eq!(read.problems, []);
            let root = read.root.expect("there is a map");
            let texts = [root.get("key"), root.get("list").and_then(|list| list.items().get(1))];
            for node in texts {
                let scalar = node.and_then(|node| node.scalar()).expect("a scalar");
                prop_assert_eq!(&scalar.text, &text);
                prop_assert!(!scalar.is_null());
            }
        }
    }
}
