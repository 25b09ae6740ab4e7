//! Parsers for flag values that clap has none for.

use crate::cli::options::{Since, Today};
use crate::config;
use crate::promises::{self, Audience, DayFault, ReviewPeriod};

/// An address that `url:` in the configuration would also accept.
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

/// A period such as `30d`, `6w`, `3m`, `1y` or `3 months`.
pub(super) fn within(written: &str) -> Result<ReviewPeriod, String> {
    let digits = written.trim_end_matches(|character: char| !character.is_ascii_digit());
    let unit = match written[digits.len()..].trim() {
        "d" => "days",
        "w" => "weeks",
        "m" => "months",
        "y" => "years",
        unit => unit,
    };
    format!("{digits} {unit}").parse().map_err(|_| "write a number and a unit, such as 30d, 6w, 3m or 1y".to_owned())
}

/// A date, otherwise the name of a commit.
pub(super) fn since(written: &str) -> Result<Since, String> {
    match promises::day(written) {
        Ok(day) => Ok(Since::Day(day)),
        Err(DayFault::NotInTheCalendar) => Err("that day is not in the calendar".to_owned()),
        Err(DayFault::NotADate) if written.is_empty() || written.starts_with('-') => {
            Err("write a day such as 2026-05-30, a tag or a commit".to_owned())
        }
        Err(DayFault::NotADate) => Ok(Since::Revision(written.to_owned())),
    }
}
