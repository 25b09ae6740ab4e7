//! Dates for themes.

use jiff::civil::Date;

use crate::locale::Locale;
use crate::render::context::DateContext;

/// A date as ISO 8601 and in words.
pub(in crate::render) fn date(date: Date, locale: &Locale) -> DateContext {
    DateContext { iso: date.to_string(), text: locale.day(date) }
}
