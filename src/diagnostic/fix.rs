//! What fixes a problem, and the other places that are related to it.

use std::ops::Range;

use super::Origin;

/// A text that fixes a problem when it replaces some bytes of the problem's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// The bytes to replace, the end exclusive; `None` for those of the problem itself.
    pub bytes: Option<(usize, usize)>,
    /// The new text, escaped for its place. Empty if the bytes are only removed.
    pub text: String,
    /// Who may apply it.
    pub applicability: Applicability,
}

/// Who may apply a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// It is certainly what the author meant: `journeybook fix` applies it without asking.
    Safe,
    /// It is probably what the author meant: a person has to decide.
    Unsafe,
    /// It shows what could be written, and must not be applied unread.
    DisplayOnly,
}

impl Applicability {
    /// The name as printed: `safe`, `unsafe` or `display-only`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::DisplayOnly => "display-only",
        }
    }
}

/// Another place that is related to a problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The file.
    pub origin: Origin,
    /// The bytes, the end exclusive; `None` for the file as a whole.
    pub bytes: Option<(usize, usize)>,
    /// What is there, such as `first defined here`: lower case, no final full stop.
    pub label: String,
}

impl Related {
    /// The bytes, unless the place is the whole file.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.bytes.map(|(start, end)| start..end)
    }
}
