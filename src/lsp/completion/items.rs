//! Items as the protocol has them, in the order in which they are given.

use std::ops::Range;

use ls_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, InsertReplaceEdit, TextEdit};

use crate::lsp::view::View;

/// The most items that one answer holds.
pub(super) const MOST: usize = 100;

/// Where the text of an item goes.
#[derive(Debug, Clone)]
pub(super) struct Gap {
    /// From where what is typed begins to the cursor.
    pub(super) typed: Range<usize>,
    /// The end of what an item may take the place of.
    pub(super) end: usize,
}

/// Something that can be written.
#[derive(Debug, Clone)]
pub(super) struct Offer {
    /// What is shown.
    pub(super) label: String,
    /// What is written.
    pub(super) text: String,
    /// What stands beside the label.
    pub(super) detail: Option<String>,
    /// What it is.
    pub(super) kind: CompletionItemKind,
}

impl Offer {
    /// An offer whose label is what it writes.
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
            // The order and the choice are ours: an editor would compare what is typed with a path alone.
            filter_text: Some(typed.to_owned()),
            sort_text: Some(format!("{position:04}")),
            text_edit: Some(edit),
            ..CompletionItem::default()
        }
    };
    offers.into_iter().take(MOST).enumerate().map(item).collect()
}
