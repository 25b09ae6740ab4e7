//! When a page was reviewed, and how often it should be.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::yaml::{Node, Problem};

/// The interval of reviews: `6 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReviewPeriod {
    /// The number of units.
    pub count: u32,
    /// The unit.
    pub unit: ReviewUnit,
}

/// The units of `review_every:`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReviewUnit {
    /// `day`, `days`
    Days,
    /// `week`, `weeks`
    Weeks,
    /// `month`, `months`
    Months,
    /// `year`, `years`
    Years,
}

impl ReviewPeriod {
    /// The day on which a period that begins on `day` ends; `None` if that is beyond the calendar.
    #[must_use]
    pub fn after(self, day: Date) -> Option<Date> {
        let count = i64::from(self.count);
        let span = match self.unit {
            ReviewUnit::Days => count.days(),
            ReviewUnit::Weeks => count.weeks(),
            ReviewUnit::Months => count.months(),
            ReviewUnit::Years => count.years(),
        };
        day.checked_add(span).ok()
    }
}

/// `reviewed:`, a date such as `2026-11-22` (ISO 8601); a time of day after it is ignored.
///
/// # Errors
/// The value is not a date.
pub fn date(node: &Node) -> Result<Date, Problem> {
    let written = node.text("reviewed")?;
    day(written).map_err(|fault| match fault {
        DayFault::NotADate => {
            let message = format!("`{written}` is not a date");
            Problem::new(node.span.clone(), message, "write year, month and day as `2026-11-22`")
        }
        DayFault::NotInTheCalendar => {
            let message = format!("`{written}` is not in the calendar");
            Problem::new(node.span.clone(), message, "write a day that exists, as `2026-11-22`")
        }
    })
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    /// It does not have the form `2026-11-22`.
    NotADate,
    /// There is no such day.
    NotInTheCalendar,
}

/// A date such as `2026-11-22`; a time of day after it is ignored.
///
/// # Errors
/// The text is not a date.
pub fn day(written: &str) -> Result<Date, DayFault> {
    let day = written.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let Some((year, month, day)) = (match parts[..] {
        [year, month, day] if year.len() == 4 => number(year).and_then(|year| Some((year, number(month)?, number(day)?))),
        _ => None,
    }) else {
        return Err(DayFault::NotADate);
    };
    let small = |number: i16| i8::try_from(number).unwrap_or(i8::MAX);
    Date::new(year, small(month), small(day)).map_err(|_| DayFault::NotInTheCalendar)
}

/// `review_every:`, a number and a unit as in `6 months`.
///
/// # Errors
/// The value is not a period.
pub fn period(node: &Node) -> Result<ReviewPeriod, Problem> {
    let written = node.text("review_every")?;
    written.parse().map_err(|NotAPeriod| {
        let message = format!("`{written}` is not a period");
        let help = "write a number and `days`, `weeks`, `months` or `years`, as in `6 months`";
        Problem::new(node.span.clone(), message, help)
    })
}

/// The text is not a number and a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPeriod;

impl FromStr for ReviewPeriod {
    type Err = NotAPeriod;

    /// Reads a number and a unit in words, as in `6 months`.
    fn from_str(written: &str) -> Result<Self, NotAPeriod> {
        let digits = written.find(|character: char| !character.is_ascii_digit()).unwrap_or(written.len());
        let unit = match &*written[digits..].trim().to_ascii_lowercase() {
            "day" | "days" => ReviewUnit::Days,
            "week" | "weeks" => ReviewUnit::Weeks,
            "month" | "months" => ReviewUnit::Months,
            "year" | "years" => ReviewUnit::Years,
            _ => return Err(NotAPeriod),
        };
        // With more than four digits, adding it to a date would exceed the calendar.
        let count = written[..digits].parse().ok().filter(|count| (1..=9999).contains(count)).ok_or(NotAPeriod)?;
        Ok(Self { count, unit })
    }
}
