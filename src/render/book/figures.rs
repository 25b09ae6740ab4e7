//! Figures numbered through a document.

use crate::locale::Locale;
use crate::render::escape::push_text;

/// Puts `Figure 3: ` before the caption of every figure that has one, except code. `count` is the number of the last figure.
///
/// The HTML is ours: what looks like a tag in it is one, or is in a comment, where it is invisible.
pub(super) fn number(html: &str, count: &mut usize, words: &Locale) -> String {
    let mut numbered = String::with_capacity(html.len());
    let mut copied = 0;
    for (start, _) in html.match_indices("<figcaption") {
        let Some(end) = html[start..].find('>').map(|length| start + length + 1) else { break };
        let figure = html[..start].rfind("<figure").map_or("", |at| &html[at..start]);
        let opening = figure.find('>').map_or(figure, |at| &figure[..at]);
        if figure.is_empty() || figure.contains("</figure") || opening.contains("jb-code") {
            continue;
        }
        *count += 1;
        numbered.push_str(&html[copied..end]);
        numbered.push_str("<span class=\"jb-figure\">");
        push_text(&mut numbered, &words.fill("figure", &[("number", &count.to_string())]));
        numbered.push_str("</span> ");
        copied = end;
    }
    numbered.push_str(&html[copied..]);
    numbered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::built_in_locale;

    #[test]
    fn figures_are_numbered_and_code_is_not() {
        let mut count = 2;
        let words = built_in_locale("en");
        let html = "<figure class=\"jb-code\"><figcaption>rust</figcaption><pre></pre></figure>\
                    <figure><img><figcaption class=\"x\">A map</figcaption></figure><figcaption>stray</figcaption>";
        assert_eq!(number(html, &mut count, &words), html.replace("\"x\">", "\"x\"><span class=\"jb-figure\">Figure 3:</span> "));
        assert_eq!(count, 3);
    }
}
