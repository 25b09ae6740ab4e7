//! The audience of a page or of a whole site.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::yaml::{Node, Problem};

/// Who may read a page, and for whom a site is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Audience {
    /// Everyone.
    Public,
    /// Only the team.
    Internal,
}

impl Audience {
    /// Their names.
    pub const WORDS: [&str; 2] = ["public", "internal"];

    /// Reads the value of a key.
    ///
    /// # Errors
    /// The value is neither `public` nor `internal`.
    pub fn parse(node: &Node) -> Result<Self, Problem> {
        let written = node.text("audience")?;
        written.parse().map_err(|UnknownAudience| {
            let message = format!("`{written}` is not an audience");
            let problem = Problem::new(node.span.clone(), message, "the audiences are `public` and `internal`");
            match crate::suggest::nearest(written, Self::WORDS) {
                Some(near) => problem.suggest(near),
                None => problem,
            }
        })
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }
}

/// There is no audience with this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownAudience;

impl FromStr for Audience {
    type Err = UnknownAudience;

    fn from_str(word: &str) -> Result<Self, UnknownAudience> {
        match word {
            "public" => Ok(Self::Public),
            "internal" => Ok(Self::Internal),
            _ => Err(UnknownAudience),
        }
    }
}
