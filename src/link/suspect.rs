//! Text that was meant as a link and is not one: judged by where it would lead, and reported.

use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::parse::{Link, LinkForm, Suspect, SuspectKind};

use super::fault::Fault;
use super::{Here, Outcome, Resolution, resolve, wiki};

/// Reports what was meant as a link, unless its form is ambiguous and nothing is where it would lead.
pub(super) fn diagnostic(here: &Here<'_>, suspect: &Suspect) -> Option<Diagnostic> {
    let leads = suspect.destination.as_deref().map(|destination| leads_to(here, suspect, destination));
    let is_sure_of_form = matches!(
        suspect.kind,
        SuspectKind::Space
            | SuspectKind::NeverClosed
            | SuspectKind::AngleNeverClosed
            | SuspectKind::Unbalanced
            | SuspectKind::OpenQuote
            | SuspectKind::CurlyQuotes
            | SuspectKind::Size
            | SuspectKind::Definition
            | SuspectKind::DefinitionApart
            | SuspectKind::Bar
            | SuspectKind::UndefinedLabel
            | SuspectKind::UndefinedFootnote
            | SuspectKind::LinkInWikilink
    );
    if !is_sure_of_form && leads == Some(Leads::Nowhere) {
        return None;
    }
    let (message, help) = words(suspect.kind);
    let mut diagnostic = Diagnostic::new(code(suspect.kind), message).in_source(&here.entry.path).at(suspect.span.clone());
    diagnostic = diagnostic.subject(&*suspect.subject).help(help);
    Some(match &suspect.fix {
        // Prose may mention another site by chance; an existing page or file is meant on purpose.
        Some(text) => {
            let applicability = if leads == Some(Leads::Somewhere) { Applicability::Safe } else { Applicability::Unsafe };
            diagnostic.fix_at(suspect.whole.clone(), &**text, applicability)
        }
        None => diagnostic,
    })
}

const fn code(kind: SuspectKind) -> Code {
    match kind {
        SuspectKind::UndefinedLabel | SuspectKind::UndefinedFootnote => Code::UndefinedLabel,
        _ => Code::MalformedLink,
    }
}

/// Where a suspect's destination would lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leads {
    Somewhere,
    ToAnotherSite,
    Nowhere,
}

fn leads_to(here: &Here<'_>, suspect: &Suspect, destination: &str) -> Leads {
    let is_wiki =
        matches!(suspect.kind, SuspectKind::Padded | SuspectKind::HalfClosed | SuspectKind::Bar | SuspectKind::LinkInWikilink);
    let link = Link {
        form: if is_wiki { LinkForm::Wiki } else { LinkForm::Inline },
        at: suspect.whole.start,
        destination: destination.into(),
        span: suspect.span.clone(),
        is_escaped: false,
        sentence: None,
    };
    let Outcome { resolution, fault } = if is_wiki { wiki::resolve(here, &link) } else { resolve::resolve(here, &link) };
    match (resolution, fault) {
        (Resolution::External, _) => Leads::ToAnotherSite,
        (_, Some(Fault::Anchor { .. })) if destination.starts_with('#') => Leads::Nowhere,
        (_, None | Some(Fault::Anchor { .. } | Fault::Ambiguous(_) | Fault::Draft(_))) => Leads::Somewhere,
        _ => Leads::Nowhere,
    }
}

/// The message and the help of each kind.
fn words(kind: SuspectKind) -> (&'static str, &'static str) {
    match kind {
        SuspectKind::Space => ("this is not a link, since its destination has a space", "write `%20` for the space"),
        SuspectKind::NeverClosed => ("this is not a link, since its parenthesis is never closed", "close it with `)`"),
        SuspectKind::BracketNeverClosed => {
            ("this is not a link, since its bracket is never closed", "close it with `]` before `(`")
        }
        SuspectKind::HalfClosed => ("this is not a wikilink, since only one bracket closes it", "close it with `]]`"),
        SuspectKind::AngleNeverClosed => ("this is not a link, since its `<` is never closed", "close it with `>`"),
        SuspectKind::Unbalanced => {
            ("this is not a link, since a parenthesis in its destination is never closed", "write `%28` for it, or close it")
        }
        SuspectKind::OpenQuote => ("this is not a link, since the quote around its title is never closed", "close it"),
        SuspectKind::CurlyQuotes => {
            ("this is not a link, since curly quotes stand around its title", "write straight quotes, `\"`")
        }
        SuspectKind::Size => (
            "this is not an image, since Markdown knows no sizes",
            "write `<img src=\"picture.png\" width=\"300\" alt=\"what it shows\">`, or take the size away",
        ),
        SuspectKind::SpaceBetween => ("this is not a link, since a space stands between `]` and `(`", "take the space away"),
        SuspectKind::TurnedRound => {
            ("this is not a link, since its brackets are the wrong way round", "write `[words](destination)`")
        }
        SuspectKind::FullWidth => ("this is not a link, since its parentheses are of full width", "write `(` and `)`"),
        SuspectKind::Definition => {
            ("this defines no reference link, since its destination has a space", "write `%20` for the space")
        }
        SuspectKind::DefinitionApart => {
            ("this defines no reference link, since a space stands between `]` and `:`", "take the space away")
        }
        SuspectKind::Padded => ("this is not a wikilink, since spaces stand inside its brackets", "take the spaces away"),
        SuspectKind::Bar => ("this is not a wikilink, since its bar ends the table's cell", "write `\\|` for the bar"),
        SuspectKind::LinkInWikilink => {
            ("this is not a wikilink, since a link stands in it", "write the words of the heading without their link")
        }
        SuspectKind::UndefinedLabel => (
            "this is not a link, since nothing defines its label",
            "define it on a line of its own, as in `[label]: page.md`, or write `[words](page.md)`",
        ),
        SuspectKind::UndefinedFootnote => {
            ("this is not a footnote, since nothing defines its label", "define it on a line of its own, as in `[^1]: The note.`")
        }
    }
}
