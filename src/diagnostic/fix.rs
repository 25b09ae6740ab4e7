//! What resolves a problem, and the other places that have to do with it.

use std::ops::Range;

use super::Origin;

/// A text that resolves a problem when it is put in the place of some bytes of the problem's file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// The first of the bytes to replace, and the byte behind the last; `None` for those of the problem itself.
    pub bytes: Option<(usize, usize)>,
    /// What to write there, escaped as that place needs it. Empty when the bytes are only to be removed.
    pub text: String,
    /// Who may apply it.
    pub applicability: Applicability,
}

/// Who may apply a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// It says what the author meant and nothing else: `journeybook fix` applies it unasked.
    Safe,
    /// It is probably what the author meant: somebody has to decide.
    Unsafe,
    /// It shows what could be written, and is not fit to be put in place unread.
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

/// Another place that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The file.
    pub origin: Origin,
    /// The first of the bytes meant, and the byte behind the last; `None` for the file as a whole.
    pub bytes: Option<(usize, usize)>,
    /// What is there, such as `first defined here`: lower case, no final full stop.
    pub label: String,
}

impl Related {
    /// The bytes meant, when the place is not the file as a whole.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.bytes.map(|(start, end)| start..end)
    }
}
