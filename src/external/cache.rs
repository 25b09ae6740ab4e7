//! What answered lately, so that a second look asks less. What did not answer is asked for again each time.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{Answer, Answers};

/// How long a good answer is believed.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);

/// The name under which the project remembers the answers.
pub const MEMORY: &str = "external-links.json";

/// The addresses that answered, with when, in seconds since the Unix epoch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cache {
    good: BTreeMap<Arc<str>, u64>,
}

impl Cache {
    /// What a text of [`Cache::text`] says, as far as it is still believed; nothing when the text is damaged.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut good: BTreeMap<Arc<str>, u64> = serde_json::from_str::<BTreeMap<String, u64>>(text)
            .unwrap_or_default()
            .into_iter()
            .map(|(url, at)| (url.into(), at))
            .collect();
        let now = now();
        good.retain(|_, at| *at <= now && now - *at < FRESH.as_secs());
        Self { good }
    }

    /// Whether an address answered lately.
    #[must_use]
    pub fn is_good(&self, address: &str) -> bool {
        self.good.contains_key(address)
    }

    /// The cache with the answers that came now.
    #[must_use]
    pub fn with(mut self, answers: &Answers) -> Self {
        let now = now();
        for (address, answer) in answers {
            match answer {
                Answer::Good => drop(self.good.insert(Arc::clone(address), now)),
                Answer::Bad(_) => drop(self.good.remove(address)),
            }
        }
        self
    }

    /// The cache as text.
    #[must_use]
    pub fn text(&self) -> String {
        let plain: BTreeMap<&str, u64> = self.good.iter().map(|(address, at)| (&**address, *at)).collect();
        serde_json::to_string_pretty(&plain).unwrap_or_default()
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
