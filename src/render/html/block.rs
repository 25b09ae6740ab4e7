//! Paragraphs, headings, lists and tables.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::path::encode_fragment;
use crate::render::escape::{push_attribute, push_text};
use crate::render::html::writer::{Table, Writer};

const PARAGRAPH: &str = "<p>";

/// The number of rows from which a table is long, and the total length of its longest words, in characters, up to which it is
/// narrow.
const LONG_TABLE: usize = 15;
const NARROW_TABLE: usize = 60;

impl<'a> Writer<'a> {
    /// The first paragraph of a callout with a title is its label.
    pub(super) fn start_paragraph(&mut self) {
        if self.callouts.is_at_title() {
            self.start_title();
            return;
        }
        self.paragraph_start = self.html.len();
        self.is_in_paragraph = true;
        self.html.push_str(PARAGRAPH);
    }

    /// Whether the open paragraph is still empty.
    pub(super) fn opens_paragraph(&self) -> bool {
        self.is_in_paragraph && self.html.len() == self.paragraph_start + PARAGRAPH.len()
    }

    /// A paragraph with only comments leaves no gap.
    pub(super) fn end_paragraph(&mut self) {
        if self.callouts.ends_title() {
            self.end_title();
            return;
        }
        if !std::mem::take(&mut self.is_in_paragraph) {
            return;
        }
        if self.html[self.paragraph_start + PARAGRAPH.len()..].bytes().all(|byte| byte == b'\n') {
            self.html.truncate(self.paragraph_start);
        } else {
            self.turn(self.paragraph_start + PARAGRAPH.len() - 1);
            self.html.push_str("</p>\n");
        }
    }

    /// The link to a heading is beside it, so that its text is not part of the heading's name.
    pub(super) fn start_heading(&mut self, level: u8, at: usize) {
        let headings = &self.body.page.headings;
        let position = headings.binary_search_by_key(&at, |heading| heading.span.start).ok();
        self.heading = position.map(|position| &headings[position]);
        let shown = self.shown_level(level);
        if self.is_in_title() {
            self.put_aside();
        } else {
            self.html.push_str(match shown {
                1 => "<div class=\"jb-head jb-head-1\">",
                2 => "<div class=\"jb-head jb-head-2\">",
                3 => "<div class=\"jb-head jb-head-3\">",
                4 => "<div class=\"jb-head jb-head-4\">",
                5 => "<div class=\"jb-head jb-head-5\">",
                _ => "<div class=\"jb-head jb-head-6\">",
            });
        }
        self.html.push_str("<h");
        self.html.push(char::from(b'0' + shown));
        self.heading_start = self.html.len();
        if let Some(heading) = self.heading {
            self.html.push_str(" id=\"");
            self.html.push_str(self.body.shift.id_prefix);
            push_attribute(&mut self.html, &heading.id);
            self.html.push('"');
        }
        self.html.push('>');
        self.level = shown;
    }

    /// Whether the open heading is the page's title.
    fn is_in_title(&self) -> bool {
        let page = self.body.page;
        page.opens_with_title && self.heading.is_some() && self.heading == page.headings.first()
    }

    /// The level at which an open heading is written, which differs in another document; a title is the page's first.
    fn shown_level(&self, level: u8) -> u8 {
        if self.body.shift.levels == 0 && self.is_in_title() {
            return 1;
        }
        u8::try_from((i16::from(level) + self.body.shift.levels).clamp(1, 6)).unwrap_or(level)
    }

    pub(super) fn end_heading(&mut self, level: u8) {
        self.turn(self.heading_start);
        self.html.push_str("</h");
        self.html.push(char::from(b'0' + self.shown_level(level)));
        self.html.push('>');
        if self.is_in_title() {
            self.heading = None;
            self.heading_html = Some(self.take_aside());
            return;
        }
        if let Some(heading) = self.heading.take() {
            self.html.push_str("<a class=\"jb-anchor\" href=\"#");
            self.html.push_str(self.body.shift.id_prefix);
            self.html.push_str(&encode_fragment(&heading.id));
            self.html.push_str("\" aria-label=\"");
            let words = self.body.locale;
            let is_named = !heading.text.trim().is_empty();
            let label = is_named.then(|| words.fill("heading_link", &[("heading", &heading.text)]));
            push_attribute(&mut self.html, label.as_deref().unwrap_or_else(|| words.text("heading_link_unnamed")));
            self.html.push_str("\">#</a>");
        }
        self.html.push_str("</div>\n");
    }

    pub(super) fn start_list(&mut self, first: Option<u64>) {
        let holds_tasks = self.survey.lists_of_tasks.get(self.lists_seen).copied().unwrap_or_default();
        self.lists_seen += 1;
        self.html.push_str(if first.is_some() { "<ol" } else { "<ul" });
        self.turnable.push(self.html.len());
        if let Some(first) = first.filter(|first| *first != 1) {
            self.html.push_str(" start=\"");
            self.html.push_str(&first.to_string());
            self.html.push('"');
        }
        if holds_tasks {
            self.html.push_str(" class=\"jb-tasks\"");
        }
        self.html.push_str(">\n");
    }

    pub(super) fn task(&mut self, is_done: bool) {
        self.html.push_str("<input type=\"checkbox\" disabled");
        self.html.push_str(if is_done { " checked" } else { "" });
        self.attribute("aria-label", self.body.locale.text(if is_done { "task_done" } else { "task_open" }));
        self.html.push_str("> ");
    }

    /// The keyboard scrolls only focusable elements, so the region around a table is focusable; regions need unique names, which
    /// tables of several bodies in one document would not have.
    pub(super) fn start_table(&mut self, alignments: &'a [Alignment]) {
        self.table = Table { alignments, ..Table::default() };
        self.tables_seen += 1;
        self.html.push_str(if self.body.shift.id_prefix.is_empty() { "<section" } else { "<div role=\"group\"" });
        self.html.push_str(if self.is_long_and_narrow() { " class=\"jb-table jb-long\"" } else { " class=\"jb-table\"" });
        self.html.push_str(" tabindex=\"0\"");
        self.attribute("aria-label", &self.body.locale.fill("table", &[("number", &self.tables_seen.to_string())]));
        self.html.push_str("><table>\n");
    }

    /// Whether the present table has many rows and certainly fits the column, so that its first row can stay visible.
    fn is_long_and_narrow(&self) -> bool {
        let (mut rows, mut column) = (0, 0);
        let mut longest = vec![0; self.table.alignments.len()];
        for (event, _) in &self.events[self.next..] {
            match event {
                Event::Start(Tag::TableRow) => (rows, column) = (rows + 1, 0),
                Event::End(TagEnd::TableCell) => column += 1,
                Event::Text(words) | Event::Code(words) => {
                    let word = words.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
                    if let Some(longest) = longest.get_mut(column) {
                        *longest = word.max(*longest);
                    }
                }
                Event::Start(Tag::Image { .. }) | Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                    return false;
                }
                Event::End(TagEnd::TableHead) => column = 0,
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        rows >= LONG_TABLE && longest.iter().map(|word| word + 3).sum::<usize>() <= NARROW_TABLE
    }

    pub(super) fn end_table(&mut self) {
        self.html.push_str(if self.table.has_rows { "</tbody>\n</table>" } else { "</table>" });
        self.html.push_str(if self.body.shift.id_prefix.is_empty() { "</section>\n" } else { "</div>\n" });
    }

    pub(super) fn start_table_head(&mut self) {
        self.table.is_head = true;
        self.table.column = 0;
        self.html.push_str("<thead><tr>");
    }

    pub(super) fn end_table_head(&mut self) {
        self.table.is_head = false;
        self.html.push_str("</tr></thead>\n");
    }

    pub(super) fn start_row(&mut self) {
        self.table.column = 0;
        self.html.push_str(if self.table.has_rows { "<tr>" } else { "<tbody>\n<tr>" });
        self.table.has_rows = true;
    }

    /// An empty head cell is an ordinary cell for screen readers.
    pub(super) fn start_cell(&mut self) {
        let is_empty = matches!(self.events.get(self.next), Some((Event::End(TagEnd::TableCell), _)));
        self.html.push_str(if self.table.is_head && !is_empty { "<th scope=\"col\"" } else { "<td" });
        self.cell_start = self.html.len();
        self.html.push_str(match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"jb-right\">",
            Some(Alignment::Center) => " class=\"jb-center\">",
            Some(Alignment::Left | Alignment::None) | None => ">",
        });
        self.table.column += 1;
        if self.table.is_head && is_empty {
            self.html.push_str("</td>");
            self.next += 1;
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.turn(self.cell_start);
        self.html.push_str(if self.table.is_head { "</th>" } else { "</td>" });
    }

    pub(super) fn inline_code(&mut self, code: &str) {
        self.html.push_str("<code>");
        push_text(&mut self.html, code);
        self.html.push_str("</code>");
    }
}
