//! `external_links:`, how links to other sites are checked with `--external`.

use std::hash::{Hash, Hasher};
use std::time::Duration;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::yaml::{Node, Problem};

use super::keys::ExternalLinksKey;
use crate::yaml::section::Refusals;

/// How long a site may take to answer by default.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The longest that makes sense: five minutes.
const LONGEST: Duration = Duration::from_secs(300);

/// `external_links:`.
#[derive(Debug, Clone)]
pub struct ExternalLinks {
    /// Globs of addresses that are not checked, in which `*` stands for anything; as written.
    pub skip_globs: Vec<String>,
    /// The same, compiled.
    pub skip: GlobSet,
    /// How long a site may take to answer.
    pub timeout: Duration,
}

impl Hash for ExternalLinks {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { skip_globs, skip: _, timeout } = self;
        (skip_globs, timeout).hash(state);
    }
}

impl Default for ExternalLinks {
    fn default() -> Self {
        Self { skip_globs: Vec::new(), skip: GlobSet::empty(), timeout: TIMEOUT }
    }
}

pub(super) fn read(node: &Node, refusals: &mut Refusals) -> ExternalLinks {
    let section = refusals.section(node, "external_links");
    let mut set = GlobSetBuilder::new();
    let mut skip_globs = Vec::new();
    for (glob, written) in refusals.list(section.get(ExternalLinksKey::Skip), skip) {
        set.add(glob);
        skip_globs.push(written);
    }
    let timeout = section.read(ExternalLinksKey::Timeout, refusals, timeout).unwrap_or(TIMEOUT);
    ExternalLinks { skip: set.build().unwrap_or_else(|_| GlobSet::empty()), skip_globs, timeout }
}

fn skip(node: &Node) -> Result<(Glob, String), Problem> {
    let written = node.text("skip")?;
    let glob = Glob::new(written).map_err(|error| {
        let message = format!("the glob `{written}` is broken: {}", error.kind());
        Problem::new(node.span.clone(), message, "write an address with `*` for what may vary, such as `https://acme.example/*`")
    })?;
    Ok((glob, written.to_owned()))
}

/// `10s`, `500ms`, `1m`; a number alone is seconds.
fn timeout(node: &Node) -> Result<Duration, Problem> {
    let written = node.text("timeout")?;
    let digits = written.find(|character: char| !character.is_ascii_digit()).unwrap_or(written.len());
    let unit: Option<u64> = match written[digits..].trim() {
        "ms" => Some(1),
        "" | "s" => Some(1000),
        "m" | "min" => Some(60_000),
        _ => None,
    };
    let time = written[..digits].parse::<u64>().ok().zip(unit).and_then(|(count, unit)| count.checked_mul(unit));
    let time = time.map(Duration::from_millis).filter(|time| !time.is_zero() && *time <= LONGEST);
    time.ok_or_else(|| {
        let message = format!("`{written}` is not a time to wait");
        Problem::new(node.span.clone(), message, "write a whole number and a unit up to five minutes, such as `10s` or `500ms`")
    })
}
