//! A day, for people and for programs.

use serde::Serialize;

/// A day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DateContext {
    /// As ISO 8601: `2026-11-22`.
    pub iso: String,
    /// In words: `22 November 2026`.
    pub text: String,
}
