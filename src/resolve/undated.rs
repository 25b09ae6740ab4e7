//! Why no dates are shown where there could be some, or less exact ones.

use crate::diagnostic::{Code, Diagnostic};
use crate::index::History;

/// Reports a history that could not be read. A missing history is not a fault.
pub(super) fn check(history: &History) -> Option<Diagnostic> {
    let (message, help) = match history {
        History::Known(past) if past.lacks_texts => {
            let message = "this clone left older texts behind, so that the date of a page may be that of a move or of a change of its front matter";
            return Some(Diagnostic::new(Code::PartialClone, message).help("for exact dates, clone without `--filter`"));
        }
        History::Unknown | History::Known(_) => return None,
        History::Shallow => (
            "this clone holds only the last commits, so that no page's dates are known".to_owned(),
            "fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for `actions/checkout`",
        ),
        History::Treeless => (
            "this clone left behind what older commits changed, so that no page's dates are known".to_owned(),
            "clone with `--filter=blob:none` rather than `tree:0`, or write `history: none` in `handbook.yaml`",
        ),
        History::Distrusted(root) => {
            let message = "the repository belongs to another user, so that git does not tell the pages' dates".to_owned();
            let help = format!("if you trust it: `git config --global --add safe.directory {root}`");
            return Some(Diagnostic::new(Code::ShallowClone, message).help(help));
        }
        History::Unreadable(why) => (
            format!("git does not tell the pages' dates: {why}"),
            "let git read the whole history here, or write `history: none` in `handbook.yaml`",
        ),
    };
    Some(Diagnostic::new(Code::ShallowClone, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Past;

    #[test]
    fn only_what_could_be_known_is_missed() {
        for (history, expected) in [
            (History::Unknown, None),
            (History::Known(Past::default().into()), None),
            (
                History::Known(Past { lacks_texts: true, ..Past::default() }.into()),
                Some(
                    "this clone left older texts behind, so that the date of a page may be that of a move or of a change of its \
                     front matter",
                ),
            ),
            (History::Shallow, Some("this clone holds only the last commits, so that no page's dates are known")),
            (History::Treeless, Some("this clone left behind what older commits changed, so that no page's dates are known")),
            (
                History::Distrusted("/srv/book".into()),
                Some("the repository belongs to another user, so that git does not tell the pages' dates"),
            ),
            (History::Unreadable("no".into()), Some("git does not tell the pages' dates: no")),
        ] {
            assert_eq!(check(&history).map(|diagnostic| diagnostic.message).as_deref(), expected);
        }
        let partial = History::Known(Past { lacks_texts: true, ..Past::default() }.into());
        assert_eq!(check(&partial).map(|diagnostic| diagnostic.code), Some(Code::PartialClone));
    }
}
