//! What answered lately, so that a second look asks less. What did not answer is asked for again each time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{Answer, Answers};

/// How long a good answer is believed.
const FRESH: Duration = Duration::from_secs(24 * 60 * 60);

/// The addresses that answered, with when, in seconds since the Unix epoch. Kept in `PROJECT/.journeybook/external-links.json`; one that
/// cannot be read or written costs time and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    file: PathBuf,
    good: BTreeMap<Arc<str>, u64>,
}

impl Cache {
    /// Reads what is remembered for the project in a folder, as far as it is still believed.
    #[must_use]
    pub fn read(project: &Path) -> Self {
        let file = project.join(".journeybook").join("external-links.json");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let mut good: BTreeMap<Arc<str>, u64> = serde_json::from_str::<BTreeMap<String, u64>>(&text)
            .unwrap_or_default()
            .into_iter()
            .map(|(url, at)| (url.into(), at))
            .collect();
        let now = now();
        good.retain(|_, at| *at <= now && now - *at < FRESH.as_secs());
        Self { file, good }
    }

    /// Whether an address answered lately.
    #[must_use]
    pub fn is_good(&self, address: &str) -> bool {
        self.good.contains_key(address)
    }

    /// Remembers the good answers.
    pub fn keep(mut self, answers: &Answers) {
        let now = now();
        for (address, answer) in answers {
            match answer {
                Answer::Good => drop(self.good.insert(Arc::clone(address), now)),
                Answer::Bad(_) => drop(self.good.remove(address)),
            }
        }
        let plain: BTreeMap<&str, u64> = self.good.iter().map(|(address, at)| (&**address, *at)).collect();
        let (Some(folder), Ok(text)) = (self.file.parent(), serde_json::to_string_pretty(&plain)) else { return };
        let draft = folder.join(format!("external-links.{}.new", std::process::id()));
        let written = fs::create_dir_all(folder).and_then(|()| {
            let ignore = folder.join(".gitignore");
            if !ignore.exists() {
                fs::write(ignore, "*\n")?;
            }
            fs::write(&draft, text)?;
            fs::rename(&draft, &self.file)
        });
        if written.is_err() {
            let _ = fs::remove_file(&draft);
        }
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
