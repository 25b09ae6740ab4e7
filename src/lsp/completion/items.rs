//! Items in the protocol's form, in the given order.

use std::ops::Range;

use ls_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, InsertReplaceEdit, TextEdit};

use crate::lsp::view::View;

/// The most items in one answer.
pub(super) const MOST: usize = 100;

/// Where the text of an item goes.
#[derive(Debug, Clone)]
pub(super) struct Gap {
    /// From the start of the typed text to the cursor.
    pub(super) typed: Range<usize>,
    /// The end of the text that an item may replace.
    pub(super) end: usize,
}

/// Something that can be inserted.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// The text shown.
    pub(super) label: String,
    /// The text inserted.
    pub(super) text: String,
    /// The text beside the label.
    pub(super) detail: Option<String>,
    /// Its kind.
    pub(super) kind: CompletionItemKind,
}

impl Offer {
    /// An offer whose label is also the inserted text.
    pub(super) fn new(text: impl Into<String>, detail: impl Into<Option<String>>, kind: CompletionItemKind) -> Self {
        let text = text.into();
        Self { label: text.clone(), text, detail: detail.into(), kind }
    }
}

/// The items of some offers, the best first.
pub(super) fn items(view: View<'_>, text: &str, gap: &Gap, offers: Vec<Offer>) -> Vec<CompletionItem> {
    let lines = view.lines(text);
    let typed = &text[gap.typed.clone()];
    let (insert, replace) = (lines.range(&gap.typed), lines.range(&(gap.typed.start..gap.end.max(gap.typed.end))));
    let item = |(position, offer): (usize, Offer)| {
        let edit = if view.client.completes_in_ranges && insert != replace {
            CompletionTextEdit::InsertAndReplace(InsertReplaceEdit { new_text: offer.text, insert, replace })
        } else {
            CompletionTextEdit::Edit(TextEdit { range: insert, new_text: offer.text })
        };
        CompletionItem {
            label: offer.label,
            kind: Some(offer.kind),
            detail: offer.detail,
            // Order and choice are decided here: an editor would only compare the typed text with a path.
            filter_text: Some(typed.to_owned()),
            sort_text: Some(format!("{position:04}")),
            text_edit: Some(edit),
            ..CompletionItem::default()
        }
    };
    offers.into_iter().take(MOST).enumerate().map(item).collect()
}
