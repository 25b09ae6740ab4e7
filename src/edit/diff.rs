//! A change to one file as a unified diff, as `diff -u` and Git print it.

use similar::TextDiff;

use crate::diagnostic::visible_line;
use crate::parse::lossy_text;

/// How many unchanged lines are shown around a change.
const CONTEXT: usize = 3;

/// The changes from `before` to `after`, after two header lines with the file's old and new path; empty if there are none.
///
/// `patch` can apply it; the caller replaces characters that could control a terminal.
#[must_use]
pub fn unified_diff(path: &str, path_after: &str, before: &[u8], after: &[u8]) -> String {
    if before == after {
        return String::new();
    }
    let (before, after) = (lossy_text(before), lossy_text(after));
    let diff = TextDiff::from_lines(&*before, &*after);
    let header = |side: &str, path: &str| format!("{side}/{}", visible_line(path));
    diff.unified_diff().context_radius(CONTEXT).header(&header("a", path), &header("b", path_after)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_the_file_and_shows_the_lines_around() {
        let before = (1..=9).map(|n| format!("{n}\n")).collect::<String>();
        let after = before.replace("5\n", "five\n");
        let expected = "--- a/x.md\n+++ b/y.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(unified_diff("x.md", "y.md", before.as_bytes(), after.as_bytes()), expected);
        assert_eq!(unified_diff("x.md", "x.md", b"a", b"a"), "");
        let unended = unified_diff("x.md", "x.md", b"a", b"b");
        assert!(unended.ends_with("-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n"), "{unended}");
    }
}
