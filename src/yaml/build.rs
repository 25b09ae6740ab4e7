//! Builds a tree from the parser's events, with an explicit stack and all growth bounded.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle, Tag};

use super::explain;
use super::{Content, DEEPEST, Document, Entry, MOST_ALIASED, Node, Problem, Scalar};

pub(super) fn document(text: &str, within: Range<usize>) -> Document {
    let options = granit_parser::options! {
        flow_nesting_limit: DEEPEST,
        block_nesting_limit: DEEPEST,
    };
    let mut builder = Builder {
        text,
        offset: within.start,
        end: within.end,
        frames: Vec::new(),
        root: None,
        anchors: HashMap::new(),
        aliased: 0,
        problems: Vec::new(),
        last_end: within.start,
    };
    let mut documents = 0;
    for item in Parser::new_from_str_with_options(&text[within], options) {
        let (event, span) = match item {
            Ok(item) => item,
            Err(error) => {
                let at = builder.place(error.marker().byte_offset().unwrap_or(0));
                let problem = explain::syntax(&error, at, &builder.surroundings());
                builder.problems.push(problem);
                builder.drop_last();
                break;
            }
        };
        if matches!(event, Event::DocumentStart(..)) {
            documents += 1;
            if documents > 1 {
                let span = explain::line_at(text, builder.place(span.start.byte_offset().unwrap_or(0)));
                let help = "one file holds one YAML document: delete the line and what follows";
                builder.problems.push(Problem::new(span, "a second YAML document begins here", help));
                break;
            }
        }
        if let Err(problem) = builder.take(event, &span) {
            builder.problems.push(problem);
            break;
        }
    }
    builder.finish()
}

struct Builder<'t> {
    text: &'t str,
    /// Where the YAML begins in the text: the parser's offsets are relative to this.
    offset: usize,
    end: usize,
    frames: Vec<Frame>,
    root: Option<Node>,
    anchors: HashMap<usize, Finished>,
    /// How many nodes aliases have represented so far.
    aliased: usize,
    problems: Vec<Problem>,
    /// Where the last event ended, for finding an opening quote.
    last_end: usize,
}

/// A node with the cost of an alias to it.
#[derive(Clone)]
struct Finished {
    node: Node,
    /// The number of its nodes.
    size: usize,
    /// The number of its levels; 1 for a scalar.
    height: usize,
}

/// A list or map that is still open.
struct Frame {
    start: usize,
    /// Where its last child ended: block collections have no closing mark.
    end: usize,
    is_flow: bool,
    anchor: usize,
    size: usize,
    height: usize,
    open: Open,
}

enum Open {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        keys: HashSet<String>,
        key: Option<Key>,
        /// Whether a key was not plain text, so that the whole map was meant as something else.
        is_odd: bool,
    },
}

/// A key that waits for its value.
enum Key {
    Good(String, Range<usize>),
    /// It has been reported already, so its value is dropped.
    Dropped,
}

impl Builder<'_> {
    /// The parser's offset as one of the text, always on a character boundary.
    fn place(&self, offset: usize) -> usize {
        let mut at = (self.offset + offset).min(self.end);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn span(&self, span: &Span) -> Range<usize> {
        let bytes = span.byte_range().unwrap_or(0..0);
        let (start, end) = (self.place(bytes.start), self.place(bytes.end));
        start..end.max(start)
    }

    fn surroundings(&self) -> explain::Surroundings<'_> {
        explain::Surroundings {
            text: self.text,
            within: self.offset..self.end,
            last_end: self.last_end,
            open_bracket: self.frames.iter().rev().find(|frame| frame.is_flow).map(|frame| frame.start),
        }
    }

    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Problem> {
        let bytes = self.span(span);
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let written = bytes.start..bytes.start + self.text[bytes.clone()].trim_end().len();
                self.last_end = written.end;
                let is_plain = style == ScalarStyle::Plain && !tag.is_some_and(|tag| is_text_tag(&tag));
                let text = if written.is_empty() && is_plain { String::new() } else { value.into_owned() };
                let node = Node { span: written, content: Content::Scalar(Scalar { text, is_plain }) };
                self.add(Finished { node, size: 1, height: 1 }, anchor);
            }
            Event::SequenceStart(style, anchor, _) => self.open(bytes.start, style, anchor, Open::Sequence(Vec::new()))?,
            Event::MappingStart(style, anchor, _) => {
                let open = Open::Mapping { entries: Vec::new(), keys: HashSet::new(), key: None, is_odd: false };
                self.open(bytes.start, style, anchor, open)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(&bytes),
            Event::Alias(id) => self.alias(id, bytes)?,
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, start: usize, style: StructureStyle, anchor: usize, open: Open) -> Result<(), Problem> {
        if self.frames.len() >= DEEPEST {
            return Err(explain::too_deep(start..start + 1));
        }
        if self.frames.is_empty() && start > self.offset && self.text[..start].ends_with('\t') {
            return Err(explain::tab(self.text, start - 1).suggest(""));
        }
        self.last_end = start;
        let is_flow = style == StructureStyle::Flow;
        self.frames.push(Frame { start, end: start, is_flow, anchor, size: 1, height: 1, open });
        Ok(())
    }

    fn close(&mut self, bytes: &Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        // A pair without braces in a list, `[a: b]`, counts as flow and ends with its last child: its end event is empty.
        let end = if frame.is_flow { bytes.end.max(frame.end) } else { frame.end };
        self.last_end = end;
        let span = frame.start..end;
        let content = match frame.open {
            Open::Sequence(items) => Content::Sequence(items),
            Open::Mapping { entries, is_odd: false, .. } => Content::Mapping(entries),
            Open::Mapping { .. } => Content::Scalar(Scalar { text: self.text[span.clone()].to_owned(), is_plain: false }),
        };
        let is_scalar = matches!(content, Content::Scalar(_));
        let (size, height) = if is_scalar { (1, 1) } else { (frame.size, frame.height) };
        self.add(Finished { node: Node { span, content }, size, height }, frame.anchor);
    }

    fn alias(&mut self, id: usize, bytes: Range<usize>) -> Result<(), Problem> {
        self.last_end = bytes.end;
        let Some(target) = self.anchors.get(&id) else {
            let message = format!("`{}` stands for something it is part of", &self.text[bytes.clone()]);
            return Err(Problem::new(bytes, message, "write the value out; when it is meant as text, put it in quotes"));
        };
        self.aliased += target.size;
        if self.aliased > MOST_ALIASED {
            let message = format!("aliases stand for more than {MOST_ALIASED} values");
            return Err(Problem::new(bytes, message, "write the values out"));
        }
        if self.frames.len() + target.height > DEEPEST + 1 {
            return Err(explain::too_deep(bytes));
        }
        let target = target.clone();
        self.add(target, 0);
        Ok(())
    }

    /// Adds a finished node to its parent.
    fn add(&mut self, finished: Finished, anchor: usize) {
        if anchor != 0 && finished.size <= MOST_ALIASED {
            self.anchors.insert(anchor, finished.clone());
        }
        let Finished { node, size, height } = finished;
        let Some(frame) = self.frames.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        frame.size += size;
        frame.height = frame.height.max(height + 1);
        frame.end = frame.end.max(self.last_end);
        match &mut frame.open {
            Open::Sequence(items) => items.push(node),
            Open::Mapping { entries, keys, key, is_odd } => match key.take() {
                Some(Key::Good(key, key_span)) => entries.push(Entry { key, key_span, value: node }),
                Some(Key::Dropped) => {}
                None => match node.content {
                    Content::Scalar(scalar) if keys.insert(scalar.text.clone()) => *key = Some(Key::Good(scalar.text, node.span)),
                    Content::Scalar(scalar) => {
                        let message = format!("the key `{}` is given a second time", scalar.text);
                        self.problems.push(Problem::new(node.span, message, "keep one of the two"));
                        *key = Some(Key::Dropped);
                    }
                    Content::Sequence(_) | Content::Mapping(_) => {
                        self.problems.push(explain::odd_key(self.text, frame.start));
                        *key = Some(Key::Dropped);
                        *is_odd = true;
                    }
                },
            },
        }
    }

    /// Removes the top map's last entry, whose value the fault may have cut in two.
    fn drop_last(&mut self) {
        if let [Frame { open: Open::Mapping { entries, key: None, .. }, .. }] = &mut self.frames[..] {
            entries.pop();
        }
    }

    /// The complete parts: the root, or the finished entries of a map before a fault.
    fn finish(mut self) -> Document {
        if self.root.is_none() {
            self.root = self.frames.into_iter().next().and_then(|frame| match frame.open {
                Open::Mapping { entries, is_odd: false, .. } => {
                    Some(Node { span: frame.start..frame.end, content: Content::Mapping(entries) })
                }
                _ => None,
            });
        }
        Document { root: self.root, problems: self.problems }
    }
}

fn is_text_tag(tag: &Tag) -> bool {
    tag.core_suffix() == Some("str")
}
