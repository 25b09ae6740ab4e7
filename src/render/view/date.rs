//! Days as themes print them.

use jiff::civil::Date;

use crate::locale::Locale;
use crate::render::context::DateContext;

/// A day as ISO 8601 and in words.
pub(in crate::render) fn date(date: Date, locale: &Locale) -> DateContext {
    DateContext { iso: date.to_string(), text: locale.day(date) }
}
