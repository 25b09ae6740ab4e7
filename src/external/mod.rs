//! Other sites: whether the links to them answer, and what was published before. Nothing else but the preview uses the network.
//!
//! 1. [`addresses`] gathers the addresses that pages link to.
//! 2. [`look`] requests each once, many at a time but few from one host (`queue`), with retries (`request`), and remembers what
//!    answered (`cache`).
//! 3. [`problems`] reports those that do not answer, at every place where they are used, and [`report`] lists all results.
//! 4. [`fetch`] reads one file, such as the `urls.json` of a published site.

#![allow(clippy::disallowed_methods, reason = "this is where other sites are asked")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

mod cache;
mod client;
mod fragments;
mod places;
mod queue;
mod report;
mod request;
#[cfg(test)]
mod tests;

pub use cache::{Cache, MEMORY};
pub use client::{Fetched, fetch};
pub use places::{addresses, problems};
pub use queue::look;
pub use report::report;

/// The result of requesting an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It exists.
    Good,
    /// It exists, but without these fragments that pages link to.
    Without(BTreeSet<Arc<str>>),
    /// The site does not answer programs: the reason, as the end of a sentence. Readers may well see the page.
    Unknown(String),
    /// It does not exist, or does not answer: the reason, as the end of a sentence.
    Bad(String),
}

/// An address to request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The address without a fragment.
    pub address: Arc<str>,
    /// The fragments to look for in its page, percent-decoded.
    pub fragments: BTreeSet<Arc<str>>,
}

impl From<Arc<str>> for Wanted {
    fn from(address: Arc<str>) -> Self {
        Self { address, fragments: BTreeSet::new() }
    }
}

/// Whether fragments are looked for in the pages of other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fragments {
    /// Only the page has to exist.
    Trusted,
    /// They must be ids in the page.
    LookedAt,
}

/// The answers by address; an address that was not reached in time is missing.
pub type Answers = BTreeMap<Arc<str>, Answer>;

/// Timeouts, retries and limits for requests to other sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// How long an answer may take.
    pub timeout: Duration,
    /// The most tries for an address.
    pub tries: u32,
    /// The pause before the second try; it is twice as long before the third.
    pub pause: Duration,
    /// The longest wait that a host may ask for. One that asks for more is not tried again.
    pub longest_pause: Duration,
    /// The most concurrent requests.
    pub at_once: usize,
    /// The most concurrent requests to one host.
    pub at_once_per_host: usize,
}

impl Patience {
    /// The values for sites that are not ours.
    #[must_use]
    pub const fn with_timeout(timeout: Duration) -> Self {
        Self {
            timeout,
            tries: 3,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            at_once: 16,
            at_once_per_host: 2,
        }
    }
}
