//! The kinds of boxes that other generators draw, as GitHub's alerts.

/// The one of GitHub's five alerts for a kind of box; `None` for boxes that are not alerts.
pub(super) fn alert(kind: &str) -> Option<&'static str> {
    Some(match &*kind.to_ascii_lowercase() {
        "note" | "info" | "abstract" | "summary" | "tldr" | "question" | "help" | "faq" | "example" | "quote" | "cite"
        | "todo" | "seealso" | "admonition" | "topic" => "NOTE",
        "tip" | "hint" | "success" | "check" | "done" => "TIP",
        "important" => "IMPORTANT",
        "warning" | "attention" => "WARNING",
        "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => "CAUTION",
        _ => return None,
    })
}

/// What to write instead of a box of this kind.
pub(super) fn help(kind: &str) -> String {
    match alert(kind) {
        Some(alert) => format!("write `> [!{alert}]` on a line of its own, and `> ` before each line of the text"),
        None => "write it as a quote, each line with `> `, or as a section with a heading".to_owned(),
    }
}
