//! How the hits of `search` are written.

/// How the hits of a search are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitFormat {
    /// For reading.
    Human,
    /// JSON, one object per line.
    Json,
}
