//! Addresses that answered recently, so that a second check sends fewer requests. Addresses that did not answer are requested again
//! each time, and so are pages in which fragments are looked for.
//!
//! Answers expire after about a day, each at its own moment between 18 and 30 hours, so that they do not all expire at once.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::{Answer, Answers, Wanted};

/// The shortest lifetime of an answer, in seconds.
const FRESH: u64 = 18 * 60 * 60;
/// How much longer the longest is.
const SPREAD: u64 = 12 * 60 * 60;

/// The name under which the project remembers the answers.
pub const MEMORY: &str = "external-links.json";

/// The addresses that answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cache {
    known: BTreeMap<String, Known>,
}

/// What an address answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// When, in seconds since the Unix epoch.
    at: u64,
    /// Why it could not be checked; absent if it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unknown: Option<String>,
}

impl Cache {
    /// The answers in a text of [`Cache::text`] that have not expired; none if the text is damaged.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut known: BTreeMap<String, Known> = serde_json::from_str(text).unwrap_or_default();
        let now = now();
        known.retain(|address, known| known.at <= now && now - known.at < lifetime(address));
        Self { known }
    }

    /// The recent answer of an address; none if fragments are to be looked for.
    #[must_use]
    pub fn answer(&self, wanted: &Wanted) -> Option<Answer> {
        let known = self.known.get(&*wanted.address).filter(|_| wanted.fragments.is_empty())?;
        Some(known.unknown.clone().map_or(Answer::Good, Answer::Unknown))
    }

    /// The cache with the new answers added.
    #[must_use]
    pub fn with(mut self, answers: &Answers) -> Self {
        let at = now();
        for (address, answer) in answers {
            let unknown = match answer {
                Answer::Good | Answer::Without(_) => None,
                Answer::Unknown(reason) => Some(reason.clone()),
                Answer::Bad(_) => {
                    self.known.remove(&**address);
                    continue;
                }
            };
            self.known.insert(address.to_string(), Known { at, unknown });
        }
        self
    }

    /// The cache as text.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(&self.known).unwrap_or_default()
    }
}

/// The lifetime of an address's answer, in seconds.
fn lifetime(address: &str) -> u64 {
    let [first, second, ..] = *blake3::hash(address.as_bytes()).as_bytes();
    FRESH + u64::from(u16::from_be_bytes([first, second])) * SPREAD / u64::from(u16::MAX)
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
