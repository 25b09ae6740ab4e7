//! Other sites: whether the links to them answer, and what was published before. Nothing else but the preview uses the network.
//!
//! 1. [`addresses`] gathers the addresses that pages link to.
//! 2. [`look`] asks for each once, many at a time but few of one host (`queue`), with patience (`request`), and remembers what answered
//!    (`cache`).
//! 3. [`problems`] reports those that do not answer, at every place where they stand, and [`report`] lists all that was learnt.
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

/// What came of asking for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is there.
    Good,
    /// It is there, without these fragments that pages lead to.
    Without(BTreeSet<Arc<str>>),
    /// The site tells programs nothing: the reason, as the end of a sentence. A reader may well see the page.
    Unknown(String),
    /// It is not there, or does not answer: the reason, as the end of a sentence.
    Bad(String),
}

/// An address that is to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The address without a fragment.
    pub address: Arc<str>,
    /// The fragments that are to be looked for in the page there, percent-decoded.
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
    /// The page has to be there, and no more.
    Trusted,
    /// They have to be ids in the page.
    LookedAt,
}

/// The answers by address; an address that was not reached before the end is not among them.
pub type Answers = BTreeMap<Arc<str>, Answer>;

/// How much patience other sites get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// How long an answer may take.
    pub timeout: Duration,
    /// How often an address is asked for at most.
    pub tries: u32,
    /// How long to wait before the second try, and twice as long before the third.
    pub pause: Duration,
    /// The longest that a host may tell us to wait. One that wants more is not asked again.
    pub longest_pause: Duration,
    /// How many requests are under way at once.
    pub at_once: usize,
    /// How many of them go to one host.
    pub at_once_per_host: usize,
}

impl Patience {
    /// What is usual between strangers.
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
