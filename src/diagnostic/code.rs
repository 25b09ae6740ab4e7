//! The kinds of problems, their severities, and what the reader can do about each.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The handbook cannot be published like this: `build` writes nothing and the exit code is 1.
    Error,
    /// Worth fixing, but the site is correct anyway.
    Warning,
    /// Worth knowing. `--strict` does not affect it.
    Note,
}

/// The level that a configuration or a flag gives to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported as a note.
    Note,
    /// Reported as a warning.
    Warn,
    /// Reported as an error.
    Deny,
}

impl Level {
    /// How the levels are written, from the least to the most.
    pub const NAMES: [&'static str; 4] = ["allow", "note", "warn", "deny"];
}

macro_rules! codes {
    ($($variant:ident $name:literal $default:ident $fixed:literal)*) => {
        /// The kind of a problem. Its name (`broken-link`) is what people configure and look up.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the reference.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name as printed and configured.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The default level.
            #[must_use]
            pub const fn default_level(self) -> Level {
                match self { $(Self::$variant => Level::$default),* }
            }

            /// Whether the level cannot be changed, because no correct page could be rendered.
            #[must_use]
            pub const fn is_fixed(self) -> bool {
                match self { $(Self::$variant => $fixed),* }
            }

            /// What `journeybook explain` prints: a one-line summary, then what it means, an example, and the way out, as plain text
            /// of at most 80 columns.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explanations/", $name, ".md"))),* }
            }
        }
    };
}

codes! {
    Template "template" Deny true
    Config "config" Deny true
    Io "io" Deny true
    PageTooLarge "page-too-large" Deny true
    NoPages "no-pages" Deny true
    DuplicateUrl "duplicate-url" Deny false
    Encoding "encoding" Deny false
    UnreadEntry "unread-entry" Deny false
    ConflictMarker "conflict-marker" Deny false
    BrokenLink "broken-link" Deny false
    BrokenAnchor "broken-anchor" Deny false
    AmbiguousLink "ambiguous-link" Deny false
    LinkToDraft "link-to-draft" Deny false
    LinkOutside "link-outside" Deny false
    UnknownStage "unknown-stage" Deny false
    UnknownNeed "unknown-need" Deny false
    FrontMatter "front-matter" Deny false
    UnknownOwner "unknown-owner" Deny false
    UnknownValue "unknown-value" Deny false
    LinkToInternal "link-to-internal" Deny false
    ExternalLink "external-link" Deny false
    VanishedUrl "vanished-url" Deny false
    ExternalFragment "external-fragment" Warn false
    UnknownKey "unknown-key" Warn false
    MalformedHeading "malformed-heading" Warn false
    MalformedHtml "malformed-html" Warn false
    MalformedFormula "malformed-formula" Warn false
    ForeignSyntax "foreign-syntax" Warn false
    NulCharacter "nul-character" Warn false
    EmptyPage "empty-page" Warn false
    UnsafeLink "unsafe-link" Warn false
    MissingAlt "missing-alt" Warn false
    EmptyLink "empty-link" Warn false
    MalformedLink "malformed-link" Warn false
    UndefinedLabel "undefined-label" Warn false
    UnusedFootnote "unused-footnote" Warn false
    DuplicateId "duplicate-id" Warn false
    DuplicateDefinition "duplicate-definition" Warn false
    TooManyStages "too-many-stages" Warn false
    ShallowClone "shallow-clone" Warn false
    LargeSite "large-site" Warn false
    UnprintableName "unprintable-name" Warn false
    UnreadPage "unread-page" Warn false
    UnportableName "unportable-name" Warn false
    EmptyAlias "empty-alias" Warn false
    UnreadThemeFile "unread-theme-file" Warn false
    HiddenPages "hidden-pages" Warn false
    ReviewInFuture "review-in-future" Warn false
    StaleSample "stale-sample" Warn false
    ReplacedStyleSheet "replaced-style-sheet" Warn false
    AvoidedWord "avoided-word" Warn false
    ForeignKey "foreign-key" Warn false
    LinkToRetired "link-to-retired" Warn false
    DuplicateTerm "duplicate-term" Warn false
    OtherSystem "other-system" Note false
    ForeignDraft "foreign-draft" Note false
    LargeAsset "large-asset" Note false
    UndrawnDiagram "undrawn-diagram" Note false
    RedundantAlias "redundant-alias" Note false
    UncheckedLink "unchecked-link" Note false
    PartialClone "partial-clone" Note false
    NothingPublished "nothing-published" Note false
    UnusedTerm "unused-term" Note false
    ReviewOverdue "review-overdue" Note false
    ReviewBump "review-bump" Allow false
    MissingOwner "missing-owner" Allow false
    OrphanPage "orphan-page" Allow false
    DeadEnd "dead-end" Allow false
    AnchorDiffers "anchor-differs" Allow false
    CalloutDiffers "callout-differs" Allow false
    UnusedDefinition "unused-definition" Allow false
    UnansweredSearch "unanswered-search" Allow false
}

impl Code {
    /// The first line of the explanation: what the code means in one sentence.
    #[must_use]
    pub fn summary(self) -> &'static str {
        self.explanation().lines().next().unwrap_or_default()
    }

    /// Whether `all` includes this code: every error and warning by default whose level is not fixed.
    #[must_use]
    pub fn is_in_all(self) -> bool {
        !self.is_fixed() && matches!(self.default_level(), Level::Warn | Level::Deny)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// There is no code with this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.name() == name).ok_or(UnknownCode)
    }
}

/// The level of every code: the defaults, what `checks:` overrides, and what flags override after that.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Levels {
    overrides: BTreeMap<Code, Level>,
    strict: bool,
}

impl Levels {
    /// Sets one code's level; a fixed code keeps its own.
    pub fn set(&mut self, code: Code, level: Level) {
        if !code.is_fixed() {
            self.overrides.insert(code, level);
        }
    }

    /// Sets the level of every code that `all` includes. Allowing all silences the notes too; no other level affects them.
    pub fn set_all(&mut self, level: Level) {
        let is_note = |code: Code| level == Level::Allow && code.default_level() == Level::Note;
        for code in Code::ALL.iter().copied().filter(|&code| code.is_in_all() || is_note(code)) {
            self.set(code, level);
        }
    }

    /// Turns every warning into an error.
    pub fn set_strict(&mut self) {
        self.strict = true;
    }

    /// Whether warnings count as errors.
    #[must_use]
    pub const fn is_strict(&self) -> bool {
        self.strict
    }

    /// A code's level, before `--strict`.
    #[must_use]
    pub fn level(&self, code: Code) -> Level {
        self.overrides.get(&code).copied().unwrap_or(code.default_level())
    }

    /// The severity of a code; `None` when it is not reported.
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match self.level(code) {
            Level::Allow => None,
            Level::Note => Some(Severity::Note),
            Level::Warn if self.strict => Some(Severity::Error),
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explanations_print_well() {
        for code in Code::ALL {
            let text = code.explanation();
            let mut lines = text.lines();
            let summary = lines.next().unwrap_or_default();
            assert!(summary.ends_with('.') && summary.chars().count() <= 54, "{code}: {summary}");
            assert_eq!(lines.next(), Some(""), "{code}: the summary stands alone");
            assert!(text.contains("\n    "), "{code} has no example");
            assert!(text.ends_with(".\n") && !text.ends_with("\n\n"), "{code}");
            for line in text.lines() {
                assert!(line.chars().count() <= 80 && line == line.trim_end() && !line.contains('\t'), "{code}: {line}");
            }
        }
    }

    #[test]
    fn names_are_read_back_and_fixed_codes_keep_their_level() {
        for &code in Code::ALL {
            assert_eq!(code.name().parse(), Ok(code));
        }
        let mut levels = Levels::default();
        levels.set_all(Level::Allow);
        levels.set(Code::Config, Level::Allow);
        for &code in Code::ALL {
            let is_error = levels.severity(code) == Some(Severity::Error);
            assert_eq!(is_error, code.is_fixed(), "{code}");
        }
        levels.set_all(Level::Warn);
        assert_eq!(levels.severity(Code::BrokenLink), Some(Severity::Warning));
        assert_eq!(levels.severity(Code::OrphanPage), None, "`all` switches nothing on that is off by default");
    }
}
