//! `--allow`, `--note`, `--warn` and `--deny`: applied in the order in which they are given, across all four.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

use super::options::{LevelChange, LevelChanges, Selection};
use crate::diagnostic::{Code, Level};
use crate::suggest::nearest;

/// The flags as people see them.
#[derive(Args)]
struct Flags {
    /// Do not report problems with this code
    ///
    /// Like --note, --warn and --deny, it can be repeated and takes a list of codes separated by commas. They are applied from
    /// left to right and override `checks:` in handbook.yaml: `--warn all --deny broken-link` is strict only about links. `all` means
    /// every code that is on by default and can be changed.
    #[arg(long, value_name = "CODE", value_parser = SelectionParser, value_delimiter = ',', help_heading = "Checks", hide_possible_values = true)]
    allow: Vec<Selection>,

    /// Report problems with this code as notes, which --strict does not affect
    ///
    /// Notes never stop the site from being written, and the exit code is 0.
    #[arg(long, value_name = "CODE", value_parser = SelectionParser, value_delimiter = ',', help_heading = "Checks", hide_possible_values = true)]
    note: Vec<Selection>,

    /// Report problems with this code as warnings; `--warn all` publishes a handbook that has errors
    ///
    /// Warnings do not stop the site from being written.
    #[arg(long, value_name = "CODE", value_parser = SelectionParser, value_delimiter = ',', help_heading = "Checks", hide_possible_values = true)]
    warn: Vec<Selection>,

    /// Report problems with this code as errors
    ///
    /// Errors stop the site from being written. This also switches on checks that are off by default, such as orphan-page.
    #[arg(long, value_name = "CODE", value_parser = SelectionParser, value_delimiter = ',', help_heading = "Checks", hide_possible_values = true)]
    deny: Vec<Selection>,
}

/// The same, in the order given. clap's derive keeps no order across flags, but its matches know each value's place.
pub(super) struct LevelFlags(pub(super) LevelChanges);

impl FromArgMatches for LevelFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut changes = Vec::new();
        for (flag, level) in [("allow", Level::Allow), ("note", Level::Note), ("warn", Level::Warn), ("deny", Level::Deny)] {
            let places = matches.indices_of(flag).into_iter().flatten();
            let selections = matches.get_many::<Selection>(flag).into_iter().flatten();
            changes.extend(places.zip(selections).map(|(place, &selection)| (place, LevelChange { selection, level })));
        }
        changes.sort_by_key(|&(place, _)| place);
        Ok(Self(changes.into_iter().map(|(_, change)| change).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for LevelFlags {
    fn augment_args(command: Command) -> Command {
        Flags::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Flags::augment_args_for_update(command)
    }
}

/// Parses `all` or a code; the error says what is wrong with anything else.
#[derive(Clone)]
struct SelectionParser;

impl TypedValueParser for SelectionParser {
    type Value = Selection;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<Selection, clap::Error> {
        let name = StringValueParser::new().parse_ref(command, arg, value)?;
        selection(&name).map_err(|reason| clap::Error::raw(ErrorKind::ValueValidation, reason + "\n").with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let codes = Code::ALL.iter().filter(|code| !code.is_fixed());
        let codes = codes.map(|code| PossibleValue::new(code.name()).help(code.summary()));
        Some(Box::new(std::iter::once(PossibleValue::new("all").help("every code that is on and can be changed")).chain(codes)))
    }
}

fn selection(name: &str) -> Result<Selection, String> {
    if name == "all" {
        return Ok(Selection::All);
    }
    match name.parse::<Code>() {
        Ok(code) if code.is_fixed() => Err(format!("`{code}` is always an error: no right site could be written with it")),
        Ok(code) => Ok(Selection::One(code)),
        Err(_) => {
            let names = Code::ALL.iter().map(|code| code.name()).chain(["all"]);
            let hint = nearest(name, names)
                .map_or("`journeybook explain` lists all codes".to_owned(), |near| format!("did you mean `{near}`?"));
            Err(format!("there is no code `{name}`; {hint}"))
        }
    }
}
