//! The kinds of problems, their severities, and what the reader can do about each.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The handbook cannot be published like this: `build` writes nothing and the exit code is 1.
    Error,
    /// Worth mending, but the site is right without it.
    Warning,
}

/// What a configuration or a flag says of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported as a warning.
    Warn,
    /// Reported as an error.
    Deny,
}

macro_rules! codes {
    ($($variant:ident $name:literal $default:ident $fixed:literal $explanation:literal)*) => {
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

            /// What applies when nobody configured anything.
            #[must_use]
            pub const fn default_level(self) -> Level {
                match self { $(Self::$variant => Level::$default),* }
            }

            /// Whether the level can not be changed, since no right page could be rendered.
            #[must_use]
            pub const fn is_fixed(self) -> bool {
                match self { $(Self::$variant => $fixed),* }
            }

            /// The paragraph that `journeybook explain` prints.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation),* }
            }
        }
    };
}

codes! {
    DuplicateUrl "duplicate-url" Deny true "TODO"
    Template "template" Deny true "TODO"
    Config "config" Deny true "TODO"
    Io "io" Deny true "TODO"
    Encoding "encoding" Deny true "TODO"
    PageTooLarge "page-too-large" Deny true "TODO"
    BrokenLink "broken-link" Deny false "TODO"
    BrokenAnchor "broken-anchor" Deny false "TODO"
    AmbiguousLink "ambiguous-link" Deny false "TODO"
    LinkToDraft "link-to-draft" Deny false "TODO"
    LinkOutside "link-outside" Deny false "TODO"
    UnknownStage "unknown-stage" Deny false "TODO"
    UnknownNeed "unknown-need" Deny false "TODO"
    FrontMatter "front-matter" Deny false "TODO"
    ExternalLink "external-link" Deny false "TODO"
    VanishedUrl "vanished-url" Deny false "TODO"
    UnknownKey "unknown-key" Warn false "TODO"
    MalformedHeading "malformed-heading" Warn false "TODO"
    ForeignSyntax "foreign-syntax" Warn false "TODO"
    NulCharacter "nul-character" Warn false "TODO"
    EmptyPage "empty-page" Warn false "TODO"
    UnsafeLink "unsafe-link" Warn false "TODO"
    MissingAlt "missing-alt" Warn false "TODO"
    EmptyLink "empty-link" Warn false "TODO"
    DuplicateId "duplicate-id" Warn false "TODO"
    DuplicateDefinition "duplicate-definition" Warn false "TODO"
    TooManyStages "too-many-stages" Warn false "TODO"
    ShallowClone "shallow-clone" Warn false "TODO"
    OrphanPage "orphan-page" Allow false "TODO"
    DeadEnd "dead-end" Allow false "TODO"
    AnchorDiffers "anchor-differs" Allow false "TODO"
    UnusedDefinition "unused-definition" Allow false "TODO"
}

impl Code {
    /// Whether `all` means this code: every one that is neither fixed nor off by default.
    #[must_use]
    pub fn is_in_all(self) -> bool {
        !self.is_fixed() && self.default_level() != Level::Allow
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name is no code's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.name() == name).ok_or(UnknownCode)
    }
}

/// The level of every code: the defaults, what `checks:` overrides, and what flags override after that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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

    /// Sets the level of every code that `all` means.
    pub fn set_all(&mut self, level: Level) {
        for code in Code::ALL.iter().copied().filter(|code| code.is_in_all()) {
            self.set(code, level);
        }
    }

    /// Turns every warning into an error.
    pub fn set_strict(&mut self) {
        self.strict = true;
    }

    /// The severity of a code; `None` when it is not reported.
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match self.overrides.get(&code).copied().unwrap_or(code.default_level()) {
            Level::Allow => None,
            Level::Warn if self.strict => Some(Severity::Error),
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}
