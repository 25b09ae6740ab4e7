//! The keys that a map may have, each listed once: as a variant to match on, with its name, description and value type.

use std::fmt;

/// The documentation of a key, for messages, `explain` and schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyFacts {
    /// Its name.
    pub name: &'static str,
    /// Its description, as one sentence without a full stop.
    pub description: &'static str,
    /// The type of its value.
    pub value: ValueType,
}

/// The type of a key's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueType {
    /// A text.
    Text,
    /// One text or a list of them.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A whole number, which may be negative.
    Integer,
    /// A date, `2026-05-30`.
    Date,
    /// A number of days, weeks, months or years.
    Period,
    /// A duration, `10s`.
    Duration,
    /// A number of bytes, `64MB`.
    Size,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One id of a stage or a list of them.
    Stages,
    /// One id of a need or a list of them.
    Needs,
    /// The level of each check.
    Levels,
    /// A map with other keys.
    Options,
    /// Lists of words, and maps from words to words.
    Synonyms,
    /// A map with these keys.
    Map(&'static [KeyFacts]),
    /// A text, or a map with these keys.
    TextOrMap(&'static [KeyFacts]),
    /// A text, or a map from ids to maps with these keys.
    TextOrMapOf(&'static [KeyFacts]),
    /// A map from ids to maps with these keys.
    MapOf(&'static [KeyFacts]),
    /// A word, a list of ids, or a map from ids to names or maps with these keys.
    Labels(&'static [KeyFacts]),
    /// A list of maps with these keys.
    Maps(&'static [KeyFacts]),
    /// One text or map with these keys, or a list of them.
    TextsOrMaps(&'static [KeyFacts]),
    /// A list of ids, or of maps with these keys.
    IdsOrMaps(&'static [KeyFacts]),
}

impl ValueType {
    /// The keys of the map or maps in the value.
    #[must_use]
    pub const fn keys(self) -> &'static [KeyFacts] {
        match self {
            Self::Map(keys)
            | Self::TextOrMap(keys)
            | Self::TextOrMapOf(keys)
            | Self::MapOf(keys)
            | Self::Labels(keys)
            | Self::Maps(keys)
            | Self::IdsOrMaps(keys)
            | Self::TextsOrMaps(keys) => keys,
            _ => &[],
        }
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Texts => "a text or a list of texts",
            Self::Flag => "`true` or `false`",
            Self::Integer => "a whole number",
            Self::Date => "a date such as `2026-05-30`",
            Self::Period => "a period such as `6 months`",
            Self::Duration => "a time such as `10s`",
            Self::Size => "a size such as `64MB`",
            Self::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                return f.write_str(&words.join(" or "));
            }
            Self::Stages => "the id of a stage, or a list of them",
            Self::Needs => "the id of a need, or a list of them",
            Self::Levels => "a map from codes to `allow`, `warn` or `deny`",
            Self::Options | Self::Map(_) => "a map",
            Self::Synonyms => "a list of lists and maps",
            Self::TextOrMap(_) => "a text or a map",
            Self::TextOrMapOf(_) => "a text, or a map from ids to maps",
            Self::MapOf(_) => "a map from ids to maps",
            Self::Labels(_) => "a list of ids, or a map from ids to names or maps",
            Self::Maps(_) => "a list of maps",
            Self::TextsOrMaps(_) => "a text or a map, or a list of them",
            Self::IdsOrMaps(_) => "a list of ids or maps",
        })
    }
}

/// The keys of one kind of map; [`known_keys!`](crate::yaml::known_keys) implements it.
pub trait KnownKey: Copy + Eq + 'static {
    /// All of them, in documentation order.
    const ALL: &'static [Self];
    /// The facts of each, in the same order.
    const FACTS: &'static [KeyFacts];

    /// The key's name.
    fn name(self) -> &'static str;

    /// The key with this name.
    #[must_use]
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }

    /// All names, for suggestions.
    fn names() -> impl Iterator<Item = &'static str> + Clone {
        Self::FACTS.iter().map(|facts| facts.name)
    }
}

/// Makes an enum of known keys: `Variant = "name", value type, "description";`.
macro_rules! known_keys {
    ($(#[$meta:meta])* $visibility:vis enum $Key:ident { $($variant:ident = $name:literal, $value:expr, $description:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $visibility enum $Key { $(#[doc = $description] $variant,)+ }

        impl $crate::yaml::KnownKey for $Key {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const FACTS: &'static [$crate::yaml::KeyFacts] =
                &[$($crate::yaml::KeyFacts { name: $name, description: $description, value: $value }),+];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}
pub(crate) use known_keys;
