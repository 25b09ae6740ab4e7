//! The statements of a sequence diagram, one line after another.

use std::collections::BTreeMap;

use super::{Message, Note, Parsed, Participant, Sequence, Side, Step, Team};
use crate::diagram::drawing::Head;
use crate::diagram::{Unused, label};

/// The most participants and steps of a diagram that is drawn, and how deep blocks nest.
const MOST_PARTICIPANTS: usize = 40;
const MOST_STEPS: usize = 600;
const DEEPEST: usize = 8;

/// The arrows: whether the line is dashed, and what stands at its ends.
const ARROWS: [(&str, bool, Head, Head); 10] = [
    ("<<-->>", true, Head::Arrow, Head::Arrow),
    ("<<->>", false, Head::Arrow, Head::Arrow),
    ("-->>", true, Head::None, Head::Arrow),
    ("->>", false, Head::None, Head::Arrow),
    ("--x", true, Head::None, Head::Cross),
    ("-x", false, Head::None, Head::Cross),
    ("--)", true, Head::None, Head::Open),
    ("-)", false, Head::None, Head::Open),
    ("-->", true, Head::None, Head::None),
    ("->", false, Head::None, Head::None),
];

/// What is open and needs an `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Block,
    Team,
}

/// What was read so far.
#[derive(Default)]
pub(super) struct Reader {
    parsed: Parsed,
    by_name: BTreeMap<String, usize>,
    open: Vec<Open>,
    /// How often each participant was made active and is still so.
    active: Vec<usize>,
    /// The next number and what is added to it.
    numbers: Option<(usize, usize)>,
}

impl Reader {
    /// Reads a statement.
    pub(super) fn line(&mut self, line: &str, number: usize) -> Result<(), String> {
        self.statement(line, number)?;
        let Sequence { participants, steps, .. } = &self.parsed.sequence;
        if steps.len() > MOST_STEPS || participants.len() > MOST_PARTICIPANTS {
            return Err("it is too large".to_owned());
        }
        Ok(())
    }

    /// The whole diagram.
    pub(super) fn finish(mut self) -> Result<Parsed, String> {
        if !self.open.is_empty() {
            return Err("a block has no `end`".to_owned());
        }
        if self.parsed.sequence.participants.is_empty() {
            return Err("it is empty".to_owned());
        }
        self.parsed.sequence.teams.retain(|team| team.first <= team.last);
        Ok(self.parsed)
    }

    fn statement(&mut self, line: &str, number: usize) -> Result<(), String> {
        let (word, behind) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let behind = behind.trim();
        match &*word.to_ascii_lowercase() {
            "" => Ok(()),
            "link" | "links" | "properties" | "details" if behind.contains(':') => {
                let unused = Unused { word: word.to_owned(), is_link: word.starts_with("link"), line: number };
                self.parsed.unused.get_or_insert(unused);
                Ok(())
            }
            kind @ ("participant" | "actor") => self.participant(behind, kind == "actor").map(drop),
            "create" => {
                let (kind, behind) = behind.split_once(char::is_whitespace).ok_or("`create` creates nothing")?;
                let place = self.participant(behind.trim(), kind == "actor")?;
                self.step(Step::Create(place));
                Ok(())
            }
            "destroy" => {
                let place = self.place(behind)?;
                self.step(Step::Destroy(place));
                Ok(())
            }
            "autonumber" => {
                let mut given = behind.split_whitespace().map_while(|number| number.parse().ok());
                let (first, step) = (given.next().unwrap_or(1), given.next().unwrap_or(1));
                self.numbers = (behind != "off").then_some((first, step));
                Ok(())
            }
            "title" | "title:" => {
                let title = behind.trim_start_matches(':').trim();
                self.parsed.title = (!title.is_empty()).then(|| title.to_owned());
                Ok(())
            }
            "activate" => self.activate(behind),
            "deactivate" => self.deactivate(behind),
            "note" => self.note(behind),
            kind @ ("loop" | "alt" | "opt" | "par" | "par_over" | "critical" | "break") => {
                let kind = kind.trim_end_matches("_over").to_owned();
                self.open_block(Step::Open { kind, label: lines(behind) })
            }
            "rect" => {
                self.parsed.unused.get_or_insert(Unused { word: word.to_owned(), is_link: false, line: number });
                self.open_block(Step::Open { kind: String::new(), label: Vec::new() })
            }
            "box" => self.open_team(behind, number),
            "else" | "and" | "option" => {
                if self.open.last() != Some(&Open::Block) {
                    return Err(format!("`{word}` stands in no block"));
                }
                self.step(Step::Part(lines(behind)));
                Ok(())
            }
            "end" => {
                if self.open.pop().ok_or("`end` ends nothing")? == Open::Block {
                    self.step(Step::Close);
                }
                Ok(())
            }
            _ => self.message(line),
        }
    }

    fn step(&mut self, step: Step) {
        self.parsed.sequence.steps.push(step);
    }

    fn open_block(&mut self, step: Step) -> Result<(), String> {
        if self.open.len() == DEEPEST {
            return Err("its blocks nest too deep".to_owned());
        }
        self.open.push(Open::Block);
        self.step(step);
        Ok(())
    }

    /// Its words begin with a colour, where they do.
    fn open_team(&mut self, words: &str, number: usize) -> Result<(), String> {
        if self.open.contains(&Open::Team) {
            return Err("a `box` stands in another".to_owned());
        }
        let (colour, title) = words
            .strip_prefix("rgb")
            .and_then(|rest| rest.split_once(')'))
            .or_else(|| {
                let (first, behind) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
                let is_colour = first.starts_with('#') || COLOURS.contains(&&*first.to_ascii_lowercase());
                is_colour.then_some((first, behind))
            })
            .map_or((false, words), |(_, title)| (true, title.trim()));
        if colour {
            self.parsed.unused.get_or_insert(Unused { word: "box".to_owned(), is_link: false, line: number });
        }
        self.open.push(Open::Team);
        let first = self.parsed.sequence.participants.len();
        // Empty until a participant stands in it.
        self.parsed.sequence.teams.push(Team { label: lines(title), first: first + 1, last: first });
        Ok(())
    }

    fn participant(&mut self, words: &str, is_actor: bool) -> Result<usize, String> {
        let (written, shown) = words.split_once(" as ").unwrap_or((words, ""));
        // The newer form says what kind of participant it is, which is a picture and no word.
        let (name, attributes) = written.split_once("@{").unwrap_or((written, ""));
        let is_actor = is_actor || attributes.contains("\"actor\"");
        let place = self.place(name.trim())?;
        let shown = if shown.is_empty() { name } else { shown };
        self.parsed.sequence.participants[place] = Participant { label: label::lines(shown), is_actor };
        if self.open.contains(&Open::Team)
            && let Some(team) = self.parsed.sequence.teams.last_mut()
        {
            (team.first, team.last) = (team.first.min(place), team.last.max(place));
        }
        Ok(place)
    }

    /// The place of a participant, which is new where the name is.
    fn place(&mut self, name: &str) -> Result<usize, String> {
        if name.is_empty() {
            return Err("a participant has no name".to_owned());
        }
        if let Some(place) = self.by_name.get(name) {
            return Ok(*place);
        }
        let place = self.parsed.sequence.participants.len();
        self.by_name.insert(name.to_owned(), place);
        self.parsed.sequence.participants.push(Participant { label: label::lines(name), is_actor: false });
        self.active.push(0);
        Ok(place)
    }

    fn activate(&mut self, name: &str) -> Result<(), String> {
        let place = self.place(name)?;
        self.active[place] += 1;
        self.step(Step::Activate(place));
        Ok(())
    }

    fn deactivate(&mut self, name: &str) -> Result<(), String> {
        let place = self.place(name)?;
        self.active[place] = self.active[place].checked_sub(1).ok_or_else(|| format!("`{name}` is not active"))?;
        self.step(Step::Deactivate(place));
        Ok(())
    }

    fn note(&mut self, words: &str) -> Result<(), String> {
        let sides = [("left of ", Side::Left), ("right of ", Side::Right), ("over ", Side::Over)];
        let found = sides.iter().find_map(|(word, side)| {
            let start = words.get(..word.len())?;
            start.eq_ignore_ascii_case(word).then(|| (*side, &words[word.len()..]))
        });
        let (side, words) = found.ok_or("a note does not say where it stands")?;
        let (about, text) = words.split_once(':').ok_or("a note says nothing")?;
        let (first, last) = about.split_once(',').unwrap_or((about, about));
        let (first, last) = (self.place(first.trim())?, self.place(last.trim())?);
        self.step(Step::Note(Note { about: (first.min(last), first.max(last)), side, label: label::lines(text) }));
        Ok(())
    }

    fn message(&mut self, line: &str) -> Result<(), String> {
        let unknown = || format!("`{line}` is not understood");
        let (ends, text) = line.split_once(':').unwrap_or((line, ""));
        // The arrow that stands first; of those at one place, the longest.
        let arrows = ARROWS.iter().filter_map(|arrow| Some((ends.find(arrow.0)?, arrow)));
        let (at, (sign, is_dashed, tail, head)) =
            arrows.min_by_key(|(at, arrow)| (*at, std::cmp::Reverse(arrow.0.len()))).ok_or_else(unknown)?;
        let to = ends[at + sign.len()..].trim();
        let change = to.chars().next().filter(|c| matches!(c, '+' | '-'));
        let (sender, receiver) = (ends[..at].trim(), to.trim_start_matches(['+', '-']).trim());
        if receiver.contains(['>', '<', '(', ')']) || sender.contains(['>', '<', '(', ')']) {
            return Err(unknown());
        }
        let (from, to) = (self.place(sender)?, self.place(receiver)?);
        let number = self.numbers.map(|(number, _)| number);
        if let Some((number, step)) = &mut self.numbers {
            *number = number.saturating_add(*step);
        }
        let message = Message { from, to, label: lines(text), is_dashed: *is_dashed, tail: *tail, head: *head, number };
        self.step(Step::Message(message));
        match change {
            Some('+') => self.activate(receiver),
            Some(_) => self.deactivate(sender),
            None => Ok(()),
        }
    }
}

/// The lines of words that may be missing.
fn lines(words: &str) -> Vec<String> {
    if words.trim().is_empty() { Vec::new() } else { label::lines(words) }
}

/// Colours that the words of a `box` may begin with.
const COLOURS: [&str; 38] = [
    "transparent",
    "aqua",
    "black",
    "blue",
    "fuchsia",
    "gray",
    "green",
    "lime",
    "maroon",
    "navy",
    "olive",
    "purple",
    "red",
    "silver",
    "teal",
    "white",
    "yellow",
    "orange",
    "pink",
    "brown",
    "grey",
    "gold",
    "cyan",
    "magenta",
    "beige",
    "ivory",
    "lavender",
    "lightblue",
    "lightgreen",
    "lightgray",
    "lightgrey",
    "lightyellow",
    "lightpink",
    "salmon",
    "coral",
    "tan",
    "violet",
    "azure",
];
