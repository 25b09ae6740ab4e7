//! Diagrams: a figure with the drawing as SVG, and its source below.
//!
//! Classes say what things are, and the theme's `diagram.css` gives them a look. Attributes say enough for readers without style sheets:
//! lines and letters in the colour of the text. There is no style in the drawing, which a Content-Security-Policy may forbid, and no id,
//! so that drawings can stand in one document.

use std::fmt::Write as _;

use crate::diagram::{Drawing, Kind, Mark};
use crate::parse::markdown::Fence;
use crate::render::escape::{push_attribute, push_text};
use crate::render::html::writer::Writer;

/// The size of the letters, and the distance of lines of text, in the measure of the drawing.
const TEXT: f64 = 15.0;
const LINE: f64 = 19.0;

/// From the middle of a line of letters down to the line that they stand on.
const BASELINE: f64 = 5.2;

/// How much a drawing may shrink to fit its column.
const LEAST: f64 = 0.8;

/// Up to how many letters' widths a drawing fits any screen.
const NARROW: f64 = 20.0;

impl Writer<'_> {
    /// Writes a diagram with its source in a disclosure, when it can be drawn; gives whether it was.
    pub(super) fn diagram(&mut self, fence: &Fence<'_>, source: &str) -> bool {
        let Ok(drawn) = self.body.drawings.draw(source) else { return false };
        let diagram = &drawn.diagram;
        let words = self.body.locale;
        self.html.push_str("<figure class=\"jb-diagram\">");
        let title = fence.title.or(diagram.title.as_deref());
        let kind = words.text(match diagram.kind() {
            Kind::Flowchart => "flowchart",
            Kind::Sequence => "sequence_diagram",
        });
        let name = diagram.name.clone().or(title.map(str::to_owned)).unwrap_or_else(|| format!("{kind}: {}", diagram.labels()));
        push(&mut self.html, &drawn.drawing, &name, diagram.description.as_deref());
        if let Some(title) = title {
            self.html.push_str("<figcaption>");
            self.line(title);
            self.html.push_str("</figcaption>");
        }
        self.html.push_str("<details><summary>");
        push_text(&mut self.html, words.text("diagram_source"));
        self.html.push_str("</summary>");
        self.plain_code(fence, source);
        self.html.push_str("</details></figure>\n");
        true
    }
}

/// Appends a drawing with an accessible name and, where there is one, a description.
fn push(html: &mut String, drawing: &Drawing, name: &str, description: Option<&str>) {
    let (width, height) = (drawing.width / TEXT, drawing.height / TEXT);
    let is_narrow = width <= NARROW;
    html.push_str(if is_narrow { "<div class=\"jb-d-room\">" } else { "<div class=\"jb-d-room\" tabindex=\"0\">" });
    if !is_narrow {
        let _ = write!(
            html,
            "<svg class=\"jb-d-least\" width=\"{}em\" height=\"0\" aria-hidden=\"true\"></svg>",
            short(width * LEAST)
        );
    }
    let edges = [drawing.left, 0.0, drawing.width, drawing.height].map(short).join(" ");
    let _ = write!(
        html,
        "<svg viewBox=\"{edges}\" width=\"{}em\" height=\"{}em\" role=\"img\" aria-label=\"",
        short(width),
        short(height)
    );
    push_attribute(html, name);
    html.push_str("\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linejoin=\"round\" font-size=\"15\" text-anchor=\"middle\">");
    if let Some(description) = description {
        html.push_str("<desc>");
        push_text(html, description);
        html.push_str("</desc>");
    }
    let mut is_in_words = false;
    for mark in &drawing.marks {
        let is_words = matches!(mark, Mark::Words { .. });
        if is_words != is_in_words {
            html.push_str(if is_words { "<g fill=\"currentColor\" stroke=\"none\">" } else { "</g>" });
            is_in_words = is_words;
        }
        push_mark(html, mark);
    }
    html.push_str(if is_in_words { "</g></svg></div>" } else { "</svg></div>" });
}

fn push_mark(html: &mut String, mark: &Mark) {
    match mark {
        Mark::Path { class, outline } => {
            let _ = write!(html, "<path class=\"{class}\" d=\"{outline}\"");
            html.push_str(match *class {
                "jb-d-head" => " fill=\"currentColor\"/>",
                "jb-d-box" | "jb-d-note" | "jb-d-bar" | "jb-d-tab" => " fill=\"Canvas\"/>",
                "jb-d-number" => " fill=\"Canvas\" stroke-width=\"1\"/>",
                class if class.contains("jb-d-dashed") || class == "jb-d-life" => " stroke-dasharray=\"5 4\"/>",
                _ => "/>",
            });
        }
        Mark::Words { class, x, y, lines } => {
            let lines: Vec<&String> = lines.iter().filter(|line| !line.is_empty()).collect();
            let behind_first = f64::from(u32::try_from(lines.len().saturating_sub(1)).unwrap_or_default());
            let x = short(*x);
            let _ = write!(html, "<text class=\"{class}\" x=\"{x}\" y=\"{}\">", short(y - behind_first * LINE / 2.0 + BASELINE));
            for (number, line) in lines.iter().enumerate() {
                if lines.len() > 1 {
                    let _ = write!(html, "<tspan x=\"{x}\"{}>", if number > 0 { " dy=\"19\"" } else { "" });
                }
                push_text(html, line);
                html.push_str(if lines.len() > 1 { "</tspan>" } else { "" });
            }
            html.push_str("</text>");
        }
    }
}

/// A number with at most one decimal.
fn short(number: f64) -> String {
    format!("{}", (number * 10.0).round() / 10.0 + 0.0)
}
