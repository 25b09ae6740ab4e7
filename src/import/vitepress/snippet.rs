//! `<!--@include: ./part.md{3,8}-->` and `<<< @/snippets/x.js#region {2} [title]`.

use super::super::text::include::{Mark, Part, Shown, Wanted};

pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = text
        .match_indices("<!--")
        .filter_map(|(start, _)| {
            let end = text[start..].find("-->")?;
            let inside = text[start + 4..start + end].trim().strip_prefix("@include:")?.trim();
            let (file, range) = inside.split_once('{').map_or((inside, None), |(file, range)| (file, range.strip_suffix('}')));
            let (file, region) = file.split_once('#').map_or((file, None), |(file, region)| (file, Some(region)));
            let number = |text: &str| text.trim().parse::<usize>().ok();
            let part = match (range, region) {
                (Some(range), _) => {
                    let (first, last) = range.split_once(',').unwrap_or((range, range));
                    Part::Lines(number(first).unwrap_or(1), number(last).unwrap_or(usize::MAX))
                }
                (None, Some(region)) => Part::Region(region.to_owned()),
                (None, None) => Part::Whole,
            };
            Some(Mark { span: start..start + end + 3, wanted: Wanted { name: file.trim().to_owned(), part, shown: Shown::Text } })
        })
        .collect();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start().len();
        let Some(rest) = content.trim_start().strip_prefix("<<<") else { continue };
        let named = rest.trim().split([' ', '{', '[']).next().unwrap_or_default();
        let (file, region) = named.split_once('#').map_or((named, None), |(file, region)| (file, Some(region)));
        if !file.is_empty() {
            let part = region.map_or(Part::Whole, |region| Part::Region(region.to_owned()));
            let title = rest.split_once('[').and_then(|(_, title)| title.split_once(']')).map(|(title, _)| title.to_owned());
            let shown = Shown::Code(title);
            marks.push(Mark {
                span: start + indent..start + content.len(),
                wanted: Wanted { name: file.to_owned(), part, shown },
            });
        }
    }
    marks.sort_by_key(|mark| mark.span.start);
    marks
}
