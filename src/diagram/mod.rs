//! Diagrams in Mermaid's language become drawings: flowcharts and sequence diagrams.
//!
//! 1. `parse` reads the head of the source, which names the kind; `flowchart` and `sequence` read the statements.
//! 2. [`Diagram::draw`] places boxes and lines: `layout` those of flowcharts, `sequence::timeline` those of sequence diagrams.
//! 3. [`Drawings`] keeps what was drawn, by its source.
//! 4. The [`Drawing`] is shapes, lines and words with coordinates. Whoever writes it chooses the format.
//!
//! What is not understood is reported, never guessed: such a diagram is shown as its source. Colours and fonts that a source asks for
//! are left to the theme. Nothing recurses, and all arithmetic is exact enough to give the same drawing on every machine.

use flowchart::Flowchart;
use sequence::Sequence;

mod drawing;
mod flowchart;
mod kept;
mod label;
mod layout;
mod sequence;
mod shape;
#[cfg(test)]
mod tests;
mod width;

pub use drawing::{Drawing, Mark};
pub use kept::Drawings;

/// The longest source that is drawn, in bytes.
const LONGEST: usize = 50_000;

/// How many lines the words of one node have at most.
const MOST_LINES_OF_WORDS: usize = 20;

/// The longest list of labels in a name, in characters.
const LONGEST_NAME: usize = 160;

/// A diagram that can be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagram {
    /// Its title, which is shown.
    pub title: Option<String>,
    /// Its accessible name, where the author gave one (`accTitle`).
    pub name: Option<String>,
    /// Its accessible description, where the author gave one (`accDescr`).
    pub description: Option<String>,
    /// The first directive that the drawing does not follow.
    pub unused: Option<Unused>,
    content: Content,
}

/// What a diagram shows.
#[derive(Debug, Clone, PartialEq)]
enum Content {
    Flowchart(Flowchart),
    Sequence(Sequence),
}

/// A kind of diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Steps and the links between them.
    Flowchart,
    /// Messages in the order of time.
    Sequence,
}

/// A directive that the drawing does not follow, such as `classDef`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Its first word.
    pub word: String,
    /// Whether it makes a link; otherwise it sets a colour or a font.
    pub is_link: bool,
    /// Its line in the source, counted from 0.
    pub line: usize,
}

/// Why a diagram is not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undrawn {
    /// The reason, as part of a sentence.
    pub reason: String,
    /// The line of the source at fault, counted from 0.
    pub line: usize,
}

impl Undrawn {
    fn new(reason: impl Into<String>, line: usize) -> Self {
        Self { reason: reason.into(), line }
    }
}

impl Diagram {
    /// What kind of diagram it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match &self.content {
            Content::Flowchart(_) => Kind::Flowchart,
            Content::Sequence(_) => Kind::Sequence,
        }
    }

    /// The labels of its boxes in the order of the source, as one text of at most 160 characters.
    #[must_use]
    pub fn labels(&self) -> String {
        let labels: Vec<String> = match &self.content {
            Content::Flowchart(chart) => chart.nodes.iter().map(|node| label::line(&node.label)).collect(),
            Content::Sequence(sequence) => {
                sequence.participants.iter().map(|participant| label::line(&participant.label)).collect()
            }
        };
        let mut listed = String::new();
        for label in labels.iter().filter(|label| !label.is_empty()) {
            if listed.chars().count() + label.chars().count() > LONGEST_NAME {
                listed.push_str(", …");
                break;
            }
            listed.push_str(if listed.is_empty() { "" } else { ", " });
            listed.push_str(label);
        }
        listed
    }

    /// Places everything.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        match &self.content {
            Content::Flowchart(chart) => layout::draw(chart),
            Content::Sequence(sequence) => sequence::draw(sequence),
        }
    }
}

/// Reads a diagram in Mermaid's language.
///
/// # Errors
/// Why it cannot be drawn, and the line.
pub fn parse(source: &str) -> Result<Diagram, Undrawn> {
    if source.len() > LONGEST {
        return Err(Undrawn::new("it is too large", 0));
    }
    let mut head = Head::default();
    let statements = head.statements(source);
    let Some((number, first)) = statements.first().copied() else { return Err(Undrawn::new("it is empty", 0)) };
    let (first, behind) = first.split_once(';').unwrap_or((first, ""));
    let mut words = first.split_whitespace();
    let kind = words.next().unwrap_or_default();
    let mut body = vec![(number, behind.trim())];
    body.extend(&statements[1..]);
    let content = match kind {
        "graph" | "flowchart" | "flowchart-elk" => {
            let (chart, unused) = Flowchart::parse(words.next().unwrap_or("TB"), &body, number)?;
            head.unused = head.unused.or(unused);
            Content::Flowchart(chart)
        }
        "sequenceDiagram" => {
            let parsed = Sequence::parse(&body)?;
            head.title = head.title.or(parsed.title);
            head.unused = head.unused.or(parsed.unused);
            Content::Sequence(parsed.sequence)
        }
        other => return Err(Undrawn::new(format!("`{other}` is not a kind that is drawn"), number)),
    };
    let Head { title, name, description, unused } = head;
    Ok(Diagram { title, name, description, unused, content })
}

/// What a source says besides the statements of its kind.
#[derive(Default)]
struct Head {
    title: Option<String>,
    name: Option<String>,
    description: Option<String>,
    unused: Option<Unused>,
}

impl Head {
    /// The statements of the source with their lines; front matter, directives, comments and descriptions are taken out.
    fn statements<'s>(&mut self, source: &'s str) -> Vec<(usize, &'s str)> {
        let mut lines = source.lines().enumerate().map(|(number, line)| (number, line.trim())).peekable();
        while lines.next_if(|(_, line)| line.is_empty()).is_some() {}
        if lines.next_if(|(_, line)| *line == "---").is_some() {
            for (number, line) in lines.by_ref().take_while(|(_, line)| *line != "---") {
                self.title = self.title.take().or_else(|| value_of(line, "title"));
                if line == "config:" {
                    self.unused.get_or_insert(Unused { word: "config".to_owned(), is_link: false, line: number });
                }
            }
        }
        let mut statements = Vec::new();
        while let Some((number, line)) = lines.next() {
            if line.starts_with("%%{") {
                let word = line.trim_start_matches("%%{").split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
                let word = word.unwrap_or("init").to_owned();
                self.unused.get_or_insert(Unused { word, is_link: false, line: number });
                if !line.contains("}%%") {
                    for _ in lines.by_ref().take_while(|(_, line)| !line.contains("}%%")) {}
                }
            } else if let Some(name) = value_of(line, "accTitle") {
                self.name = Some(name);
            } else if let Some(description) = value_of(line, "accDescr") {
                self.description = Some(description);
            } else if let Some(inside) = line.strip_prefix("accDescr").and_then(|rest| rest.trim_start().strip_prefix('{')) {
                let mut words = vec![inside.trim_end_matches('}')];
                if !inside.contains('}') {
                    words.extend(lines.by_ref().map(|(_, line)| line).take_while(|line| !line.ends_with('}')));
                }
                let words = words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
                self.description = Some(words).filter(|words| !words.is_empty());
            } else if !line.is_empty() && !line.starts_with("%%") {
                let is_flowchart = statements.first().is_some_and(|(_, first): &(usize, &str)| is_flowchart(first));
                let more = if is_flowchart { lines_of_words(source, line) } else { 0 };
                let last = lines.by_ref().take(more).last().map_or(line, |(_, last)| last);
                let start = line.as_ptr() as usize - source.as_ptr() as usize;
                let end = last.as_ptr() as usize - source.as_ptr() as usize + last.len();
                statements.push((number, &source[start..end]));
            }
        }
        statements
    }
}

/// Whether a first statement opens a flowchart.
fn is_flowchart(first: &str) -> bool {
    first.starts_with("graph") || first.starts_with("flowchart")
}

/// How many lines behind `line`, which is a part of `source`, belong to it, since its words in quotes end there.
fn lines_of_words(source: &str, line: &str) -> usize {
    let is_open = |text: &str| text.matches('"').count() % 2 == 1;
    if !is_open(line) {
        return 0;
    }
    let end = line.as_ptr() as usize - source.as_ptr() as usize + line.len();
    source[end..].lines().skip(1).take(MOST_LINES_OF_WORDS).position(is_open).map_or(0, |place| place + 1)
}

/// The value of `key: value`.
fn value_of(line: &str, key: &str) -> Option<String> {
    let value = line.strip_prefix(key)?.trim_start().strip_prefix(':')?.trim();
    let value = value.trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}
