//! Maps a stack of `TextMate` scopes to one of our classes.

/// The class of a token, as far as themes distinguish tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Keyword,
    String,
    Comment,
    Constant,
    Function,
    Type,
    Operator,
    Punctuation,
    Attribute,
    Variable,
    Macro,
    Inserted,
    Deleted,
}

impl Class {
    /// The class in HTML, as listed for themes in `render::context`.
    pub(super) const fn letter(self) -> char {
        match self {
            Self::Keyword => 'k',
            Self::String => 's',
            Self::Comment => 'c',
            Self::Constant => 'n',
            Self::Function => 'f',
            Self::Type => 't',
            Self::Operator => 'o',
            Self::Punctuation => 'p',
            Self::Attribute => 'a',
            Self::Variable => 'v',
            Self::Macro => 'm',
            Self::Inserted => 'i',
            Self::Deleted => 'd',
        }
    }

    /// Grammars disagree on whether `and` and `new` are operators; readers see words, so they are keywords.
    pub(super) fn of_text(self, text: &str) -> Self {
        if self == Self::Operator && text.starts_with(|first: char| first.is_ascii_alphabetic()) { Self::Keyword } else { self }
    }
}

/// What one scope means for the token.
enum Verdict {
    /// The token is of this class, unless an inner scope knows better.
    Is(Class),
    /// Code within something else, such as an expression within a string: the class so far does not apply here.
    Afresh,
    /// Nothing.
    Silent,
}

/// The class from the innermost meaningful scope; `scopes` begins with the outermost.
pub(super) fn of<'a>(scopes: impl Iterator<Item = &'a str>) -> Option<Class> {
    let mut class = None;
    for scope in scopes {
        match judge(scope) {
            Verdict::Is(found) => class = Some(found),
            Verdict::Afresh => class = None,
            Verdict::Silent => {}
        }
    }
    class
}

/// Names follow `TextMate`'s conventions, "Naming Conventions" in its manual; the rest is what common grammars do.
fn judge(scope: &str) -> Verdict {
    let (head, rest) = scope.split_once('.').unwrap_or((scope, ""));
    let class = match head {
        "comment" => Class::Comment,
        // Bare words after a command are strings in some shell grammars, but colour there has no meaning.
        "string" if rest.starts_with("unquoted.argument") => return Verdict::Silent,
        "string" => Class::String,
        "constant" if rest.starts_with("other.option") => Class::Attribute,
        "constant" => Class::Constant,
        "keyword" => keyword(rest),
        "storage" => storage(rest),
        "entity" => return entity(rest),
        "support" => return support(rest),
        "variable" => return variable(rest),
        "punctuation" => return punctuation(rest),
        "markup" => return markup(rest),
        "meta" => return meta(scope, rest),
        "source" | "text" => return Verdict::Afresh,
        _ => return Verdict::Silent,
    };
    Verdict::Is(class)
}

fn keyword(rest: &str) -> Class {
    match first(rest) {
        "operator" => Class::Operator,
        "other" if rest.starts_with("other.unit") => Class::Constant,
        "control" if rest.starts_with("control.directive") => Class::Macro,
        "type" => Class::Type,
        _ => Class::Keyword,
    }
}

fn storage(rest: &str) -> Class {
    let Some(kind) = rest.strip_prefix("type.") else { return Class::Keyword };
    match first(kind) {
        "annotation" => Class::Macro,
        "numeric" | "primitive" | "built-in" | "boolean" | "error" | "byte" | "java" | "groovy" => Class::Type,
        "string" if last(kind) == "go" => Class::Type,
        _ => Class::Keyword,
    }
}

fn entity(rest: &str) -> Verdict {
    let Some(name) = rest.strip_prefix("name.") else {
        return match rest {
            _ if rest.starts_with("other.attribute-name") => Verdict::Is(Class::Attribute),
            _ if rest.starts_with("other.inherited-class") => Verdict::Is(Class::Type),
            _ => Verdict::Silent,
        };
    };
    Verdict::Is(match first(name) {
        "function" | "command" | "method" => match name.split('.').nth(1) {
            Some("macro" | "preprocessor" | "decorator") => Class::Macro,
            _ => Class::Function,
        },
        // YAML keys and HTTP headers are tags in their grammars.
        "tag" if matches!(last(name), "yaml" | "http") => Class::Attribute,
        "tag" | "type" | "class" | "struct" | "enum" | "interface" | "trait" | "namespace" | "module" | "package" => Class::Type,
        "section" | "label" => Class::Keyword,
        "constant" => Class::Constant,
        "variable" => Class::Variable,
        _ => return Verdict::Silent,
    })
}

fn support(rest: &str) -> Verdict {
    Verdict::Is(match first(rest) {
        "type" if rest.starts_with("type.property-name") => Class::Attribute,
        "type" | "class" => Class::Type,
        "function" => Class::Function,
        "constant" => Class::Constant,
        "macro" => Class::Macro,
        _ => return Verdict::Silent,
    })
}

/// Plain names stay plain, except parameters, and variables in languages that mark them in the code itself.
fn variable(rest: &str) -> Verdict {
    const MARKED: &[&str] = &["shell", "php", "powershell", "perl", "ruby", "makefile", "terraform", "hcl", "env", "dotenv"];
    Verdict::Is(match first(rest) {
        "language" => Class::Keyword,
        "parameter" => Class::Variable,
        "other" if rest.starts_with("other.key") => Class::Attribute,
        "other" if rest.starts_with("other.enummember") => Class::Constant,
        "other" if MARKED.contains(&last(rest)) => Class::Variable,
        _ => return Verdict::Silent,
    })
}

fn punctuation(rest: &str) -> Verdict {
    const PART_OF_WHAT_THEY_OPEN: &[&str] = &[
        "string",
        "comment",
        "constant",
        "entity",
        "attribute",
        "variable",
        "inserted",
        "deleted",
        "range",
        "from-file",
        "to-file",
        "heading",
        "bold",
        "italic",
        "raw",
        "keyword",
        "directive",
    ];
    match first(rest) {
        "definition" => {
            let opened = first(rest.strip_prefix("definition.").unwrap_or_default());
            if matches!(opened, "decorator" | "annotation") {
                return Verdict::Is(Class::Macro);
            }
            if PART_OF_WHAT_THEY_OPEN.contains(&opened) { Verdict::Silent } else { Verdict::Is(Class::Punctuation) }
        }
        "support" | "whitespace" => Verdict::Silent,
        "separator" if rest.starts_with("separator.dot.decimal") => Verdict::Silent,
        _ => Verdict::Is(Class::Punctuation),
    }
}

fn markup(rest: &str) -> Verdict {
    Verdict::Is(match first(rest) {
        "inserted" => Class::Inserted,
        "deleted" => Class::Deleted,
        "changed" => Class::Macro,
        "heading" => Class::Keyword,
        "quote" => Class::Comment,
        "inline" | "raw" | "underline" => Class::String,
        _ => return Verdict::Silent,
    })
}

fn meta(scope: &str, rest: &str) -> Verdict {
    match first(rest) {
        "template" | "embedded" => Verdict::Afresh,
        "brace" => Verdict::Is(Class::Punctuation),
        "diff" | "preprocessor" => Verdict::Is(Class::Macro),
        "attribute" if scope == "meta.attribute.rust" => Verdict::Is(Class::Macro),
        _ => Verdict::Silent,
    }
}

fn first(scope: &str) -> &str {
    scope.split('.').next().unwrap_or_default()
}

/// The grammar's language, by the conventions.
fn last(scope: &str) -> &str {
    scope.rsplit('.').next().unwrap_or_default()
}
