//! The values of flags that clap cannot read alone.

use crate::cli::options::Today;
use crate::config;
use crate::promises::{self, Audience};

/// An address that `url:` in the configuration would take, too.
pub(super) fn base_url(written: &str) -> Result<String, String> {
    config::site_url(written).map_err(|fault| format!("the address {fault}"))
}

/// A word that names an audience.
pub(super) fn audience(written: &str) -> Result<Audience, String> {
    written.parse().map_err(|_| "the audiences are public and internal".to_owned())
}

/// A day, or the word for the clock's.
pub(super) fn today(written: &str) -> Result<Today, String> {
    if written == "now" {
        return Ok(Today::Now);
    }
    promises::day(written).map(Today::Day).map_err(|_| "write a day such as 2026-05-30, or now".to_owned())
}
