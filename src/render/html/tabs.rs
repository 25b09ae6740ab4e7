//! Tabs: consecutive `<details name="tabs-…">` with the same name, which the theme shows as tabs. Without it they fold and unfold.

use crate::parse::html::{Details, details};

/// HTML with an element around each run of tabs. If none of them is open, the first is opened. Ids and names begin with
/// `id_prefix`.
pub(super) fn grouped(html: String, id_prefix: &str) -> String {
    let name = format!("{id_prefix}tabs-");
    if !html.contains(&name) {
        return html;
    }
    let found = details(&html);
    let mut edits: Vec<(usize, &str)> = Vec::new();
    for run in runs(&html, &found, &name) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        if run.len() > 1 {
            edits.push((first.range.start, "<div class=\"jb-tabs\">"));
            if run.iter().all(|tab| !tab.is_open) {
                edits.push((first.name_end, " open"));
            }
            edits.push((last.range.end, "</div>"));
        }
    }
    edits.sort_by_key(|(at, _)| *at);
    let mut written = String::with_capacity(html.len() + 64 * edits.len());
    let mut from = 0;
    for (at, text) in edits {
        written.push_str(&html[from..at]);
        written.push_str(text);
        from = at;
    }
    written.push_str(&html[from..]);
    written
}

/// The runs of elements with the same name, beginning with `name`, with only white space between them. `found` is in the order of
/// the start tags.
fn runs<'d>(html: &str, found: &'d [Details], name: &str) -> Vec<Vec<&'d Details>> {
    let mut runs: Vec<Vec<&Details>> = Vec::new();
    // The last run at each depth that may continue, with the depth's own end.
    let mut open: Vec<&Details> = Vec::new();
    let mut last: Vec<Option<usize>> = vec![None];
    for element in found {
        while open.last().is_some_and(|outer| outer.range.end <= element.range.start) {
            open.pop();
        }
        let depth = open.len();
        last.resize(depth + 1, None);
        let is_tab = element.name.as_deref().is_some_and(|own| own.starts_with(name));
        let before = last[depth].filter(|run| {
            let tab = runs[*run].last();
            tab.is_some_and(|tab| {
                tab.name == element.name && html.get(tab.range.end..element.range.start).is_some_and(|gap| gap.trim().is_empty())
            })
        });
        last[depth] = match before {
            _ if !is_tab => None,
            Some(run) => {
                runs[run].push(element);
                Some(run)
            }
            None => {
                runs.push(vec![element]);
                Some(runs.len() - 1)
            }
        };
        open.push(element);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_name_are_tabs() {
        let tab = |name: &str, inside: &str| format!("<details name=\"tabs-{name}\">{inside}</details>");
        let opened = |name: &str, inside: &str| format!("<details open name=\"tabs-{name}\">{inside}</details>");
        let group = |inside: &str| format!("<div class=\"jb-tabs\">{inside}</div>");
        for (html, expected) in [
            (format!("{}\n{}", tab("a", "x"), tab("a", "y")), group(&format!("{}\n{}", opened("a", "x"), tab("a", "y")))),
            (tab("a", "x") + &tab("b", "y"), tab("a", "x") + &tab("b", "y")),
            (tab("a", "x") + "<p>z</p>" + &tab("a", "y"), tab("a", "x") + "<p>z</p>" + &tab("a", "y")),
            (tab("a", "x") + &opened("a", "y"), group(&(tab("a", "x") + &opened("a", "y")))),
            (
                tab("a", &(tab("b", "x") + &tab("b", "y"))) + &tab("a", "z"),
                group(&(opened("a", &group(&(opened("b", "x") + &tab("b", "y")))) + &tab("a", "z"))),
            ),
            ("<!-- <details name=\"tabs-a\"></details><details name=\"tabs-a\"></details> -->".to_owned(), String::new()),
        ] {
            let expected = if expected.is_empty() { html.clone() } else { expected };
            assert_eq!(grouped(html, ""), expected);
        }
        assert_eq!(grouped(tab("a", "x") + &tab("a", "y"), "jb-e1-"), tab("a", "x") + &tab("a", "y"));
    }
}
