//! When a page was reviewed, and how often it promises to be.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::yaml::{Node, Problem};

/// How often a page promises to be read again: `6 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReviewPeriod {
    /// How many.
    pub count: u32,
    /// Of what.
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
    /// The day on which a period that begins on `day` ends; `None` past the calendar's end.
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

/// `reviewed:`, a day of the calendar as `2026-11-22` (ISO 8601); a time of day behind it is let pass.
///
/// # Errors
/// The value is not a day of the calendar.
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

/// Why a text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    /// It is not written as `2026-11-22`.
    NotADate,
    /// No calendar has it.
    NotInTheCalendar,
}

/// A day written as `2026-11-22`; a time of day behind it is ignored.
///
/// # Errors
/// The text is not a day of the calendar.
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
        // More than four digits would leave the calendar when added to a date.
        let count = written[..digits].parse().ok().filter(|count| (1..=9999).contains(count)).ok_or(NotAPeriod)?;
        Ok(Self { count, unit })
    }
}
