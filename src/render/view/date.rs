//! Days as themes print them, and when a page is to be reviewed again.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::parse::{FrontMatter, ReviewPeriod, ReviewUnit};
use crate::render::context::DateContext;

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A day as ISO 8601 and in words.
pub(super) fn date(date: Date) -> DateContext {
    DateContext { iso: date.to_string(), text: format!("{} {}", date.day(), month_and_year(date)) }
}

/// A month in words: `March 2026`.
pub(super) fn month_and_year(date: Date) -> String {
    let month = usize::from(date.month().unsigned_abs()).checked_sub(1).and_then(|month| MONTHS.get(month));
    format!("{} {}", month.copied().unwrap_or_default(), date.year())
}

/// The day by which a page promises to be read again; `None` without both a review and a promise, or past the calendar's end.
pub(super) fn review_due(front_matter: &FrontMatter) -> Option<Date> {
    let ReviewPeriod { count, unit } = front_matter.review_every?;
    let count = i64::from(count);
    let span = match unit {
        ReviewUnit::Days => count.days(),
        ReviewUnit::Weeks => count.weeks(),
        ReviewUnit::Months => count.months(),
        ReviewUnit::Years => count.years(),
    };
    front_matter.reviewed?.checked_add(span).ok()
}
