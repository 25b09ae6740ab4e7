//! Marks in the comments of code that say how its lines are shown: `[!code ++]`, `[!code highlight:3]`.

use std::borrow::Cow;

use crate::parse::markdown::{Fence, LineSet};

const OPENING: &str = "[!code ";

/// What opens and closes a comment that holds nothing but a mark; longer signs before those that they end with.
const COMMENTS: [(&str, &[&str]); 9] = [
    ("<!--", &["-->"]),
    ("{/*", &["*/}"]),
    ("/*", &["*/"]),
    ("//", &[]),
    ("--", &[]),
    ("#", &[]),
    (";", &[]),
    ("%", &[]),
    ("'", &[]),
];

/// Takes the marks out of a block's code and adds their lines to its fence. A comment of a line alone goes with its line and means the
/// lines behind it. What is not known as a mark stays.
pub(super) fn take<'c>(code: &'c str, fence: &mut Fence<'_>) -> Cow<'c, str> {
    if !code.contains(OPENING) {
        return Cow::Borrowed(code);
    }
    let mut kept = String::with_capacity(code.len());
    let mut number = 1;
    for line in code.split_inclusive('\n') {
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        let Some(mark) = Mark::find(text) else {
            kept.push_str(line);
            number += 1;
            continue;
        };
        mark.lines(fence).insert(number, mark.count);
        if !mark.left.trim().is_empty() {
            kept.push_str(mark.left.trim_end());
            kept.push_str(end);
            number += 1;
        }
    }
    Cow::Owned(kept)
}

struct Mark<'l> {
    name: &'l str,
    /// How many lines it means.
    count: usize,
    /// The line without it.
    left: Cow<'l, str>,
}

impl<'l> Mark<'l> {
    fn find(line: &'l str) -> Option<Self> {
        let (before, rest) = line.split_once(OPENING)?;
        let (inside, behind) = rest.split_once(']')?;
        let (name, count) = inside.split_once(':').unwrap_or((inside, "1"));
        let count = count.trim().parse().ok().filter(|count| *count > 0)?;
        let name = name.trim();
        if !matches!(name, "++" | "--" | "highlight" | "hl" | "focus" | "warning" | "error") {
            return None;
        }
        let opened = before.trim_end();
        let (open, closings) = COMMENTS.iter().find(|(open, _)| opened.ends_with(open))?;
        let behind = behind.trim();
        let is_all = behind.is_empty() || closings.contains(&behind);
        let left = if is_all {
            Cow::Borrowed(&opened[..opened.len() - open.len()])
        } else {
            // Other words of the comment stay.
            Cow::Owned(format!("{opened} {behind}"))
        };
        Some(Self { name, count, left })
    }

    fn lines<'f>(&self, fence: &'f mut Fence<'_>) -> &'f mut LineSet {
        match self.name {
            "++" => &mut fence.inserted,
            "--" => &mut fence.deleted,
            _ => &mut fence.marked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_leave_the_code_and_mark_its_lines() {
        let mut fence = Fence::default();
        let code = "a // [!code --]\nb // [!code ++]\n// [!code highlight:2]\nc\nd\n<p> <!-- [!code hl] -->\n\
                    e # [!code focus] why\nf // [!code word:x]\n[!code ++]\ng /* [!code error] */";
        assert_eq!(take(code, &mut fence), "a\nb\nc\nd\n<p>\ne # why\nf // [!code word:x]\n[!code ++]\ng");
        let lines = |set: &LineSet| (1..12).filter(|line| set.contains(*line)).collect::<Vec<_>>();
        assert_eq!(
            (lines(&fence.deleted), lines(&fence.inserted), lines(&fence.marked)),
            (vec![1], vec![2], vec![3, 4, 5, 6, 9])
        );
        assert!(matches!(take("plain", &mut fence), Cow::Borrowed("plain")));
    }

    #[test]
    fn no_count_is_too_large() {
        let mut fence = Fence::default();
        take("a\nb # [!code ++:18446744073709551615]\n", &mut fence);
        assert!(!fence.inserted.contains(1) && fence.inserted.contains(2) && fence.inserted.contains(usize::MAX));
    }
}
