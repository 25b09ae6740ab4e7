//! Which file names every system and every web host allows, so that a handbook built here can be built and served anywhere.

use std::fmt;

/// The longest name that common file systems allow, in bytes (`NAME_MAX` on Linux; other systems allow at least as much).
const LONGEST: usize = 255;

/// Why a name is not portable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Windows reserves the name for a device, whatever extension follows: `con`, `aux.md`.
    Device,
    /// The name ends with a full stop or a space, which Windows removes.
    Trailing(char),
    /// The name is longer than 255 bytes; its length.
    TooLong(usize),
    /// The name has a control character, or a backslash, which separates folders on Windows.
    Character(char),
    /// The name has a character that Windows refuses.
    Refused(char),
}

impl fmt::Display for NameFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device => f.write_str("Windows keeps that name for a device"),
            Self::Trailing(' ') => f.write_str("it ends with a space, which Windows removes"),
            Self::Trailing(_) => f.write_str("it ends with a full stop, which Windows removes"),
            Self::TooLong(length) => write!(f, "it is {length} bytes long, and file systems hold {LONGEST} at most"),
            Self::Refused(character) => write!(f, "Windows refuses `{character}` in names"),
            Self::Character('\\') => f.write_str("it has a backslash, which separates folders on Windows"),
            Self::Character(character) => write!(f, "it has the control character U+{:04X}", u32::from(*character)),
        }
    }
}

/// What is wrong with a single name (one segment of a path); `None` if every system allows it.
///
/// The rules are those of Microsoft's "Naming Files, Paths, and Namespaces" as far as they lose or redirect a file. The
/// characters that Windows merely refuses are those of [`refused_by_windows`]: such a checkout fails there loudly, before we are asked.
#[must_use]
pub fn name_fault(name: &str) -> Option<NameFault> {
    if let Some(character) = name.chars().find(|character| character.is_control() || *character == '\\') {
        return Some(NameFault::Character(character));
    }
    if name.len() > LONGEST {
        return Some(NameFault::TooLong(name.len()));
    }
    if let Some(last) = name.chars().next_back().filter(|last| matches!(last, '.' | ' ')) {
        return Some(NameFault::Trailing(last));
    }
    is_device(name).then_some(NameFault::Device)
}

/// A character of a single name that no name can have on Windows.
#[must_use]
pub fn refused_by_windows(name: &str) -> Option<NameFault> {
    name.chars().find(|character| r#"<>:"|?*"#.contains(*character)).map(NameFault::Refused)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ').to_ascii_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$") {
        return true;
    }
    stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")).is_some_and(|number| {
        let mut digits = number.chars();
        matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    })
}

#[cfg(test)]
mod tests {
    use super::{NameFault, name_fault};

    #[test]
    fn names_that_windows_cannot_hold_are_found() {
        for (name, fault) in [
            ("labs.md", None),
            ("q?.md", None),
            ("日本語.md", None),
            ("console.md", None),
            ("com.md", None),
            ("com10.md", None),
            ("my.aux", None),
            (".well-known", None),
            ("con", Some(NameFault::Device)),
            ("AUX.md", Some(NameFault::Device)),
            ("nul .tar.gz", Some(NameFault::Device)),
            ("COM¹", Some(NameFault::Device)),
            ("lpt0.txt", Some(NameFault::Device)),
            ("wait...", Some(NameFault::Trailing('.'))),
            ("labs ", Some(NameFault::Trailing(' '))),
            ("a\\b", Some(NameFault::Character('\\'))),
            ("a\nb", Some(NameFault::Character('\n'))),
        ] {
            assert_eq!(name_fault(name), fault, "{name:?}");
        }
        assert_eq!(name_fault(&"a".repeat(255)), None);
        assert_eq!(super::refused_by_windows("q?.md"), Some(NameFault::Refused('?')));
        assert_eq!(super::refused_by_windows("a-b (c).md"), None);
        assert_eq!(name_fault(&"é".repeat(150)), Some(NameFault::TooLong(300)));
    }
}
