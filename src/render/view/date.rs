//! Days as themes print them, and when a page is to be reviewed again.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::locale::Locale;
use crate::parse::{FrontMatter, ReviewPeriod, ReviewUnit};
use crate::render::context::DateContext;

/// A day as ISO 8601 and in words.
pub(in crate::render) fn date(date: Date, locale: &Locale) -> DateContext {
    DateContext { iso: date.to_string(), text: locale.day(date) }
}

/// The day by which a page promises to be read again; `None` without both a review and a promise, or past the calendar's end.
pub fn review_due(front_matter: &FrontMatter) -> Option<Date> {
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
