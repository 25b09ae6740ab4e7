//! When a page was reviewed, and how often it promises to be.

use jiff::civil::Date;

use crate::parse::{ReviewPeriod, ReviewUnit};
use crate::yaml::{Node, Problem};

/// `reviewed:`, a day of the calendar as `2026-11-22` (ISO 8601); a time of day behind it is let pass.
pub(super) fn date(node: &Node) -> Result<Date, Problem> {
    let written = node.text("reviewed")?;
    let day = written.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
    let Some((year, month, day)) = (match parts[..] {
        [year, month, day] if year.len() == 4 => number(year).and_then(|year| Some((year, number(month)?, number(day)?))),
        _ => None,
    }) else {
        let message = format!("`{written}` is no date");
        return Err(Problem::new(node.span.clone(), message, "write year, month and day as `2026-11-22`"));
    };
    let small = |number: i16| i8::try_from(number).unwrap_or(i8::MAX);
    Date::new(year, small(month), small(day)).map_err(|_| {
        Problem::new(node.span.clone(), format!("`{written}` is not in the calendar"), "write a day that exists, as `2026-11-22`")
    })
}

/// `review_every:`, a number and a unit as in `6 months`.
pub(super) fn period(node: &Node) -> Result<ReviewPeriod, Problem> {
    let written = node.text("review_every")?;
    let digits = written.find(|character: char| !character.is_ascii_digit()).unwrap_or(written.len());
    let unit = match &*written[digits..].trim().to_ascii_lowercase() {
        "day" | "days" => Some(ReviewUnit::Days),
        "week" | "weeks" => Some(ReviewUnit::Weeks),
        "month" | "months" => Some(ReviewUnit::Months),
        "year" | "years" => Some(ReviewUnit::Years),
        _ => None,
    };
    // More than four digits would leave the calendar when added to a date.
    let count = written[..digits].parse().ok().filter(|count| (1..=9999).contains(count));
    count.zip(unit).map(|(count, unit)| ReviewPeriod { count, unit }).ok_or_else(|| {
        let message = format!("`{written}` is no period");
        let help = "write a number and `days`, `weeks`, `months` or `years`, as in `6 months`";
        Problem::new(node.span.clone(), message, help)
    })
}
