//! Whether output is coloured: as `--color` says, otherwise as the environment says, otherwise only on a terminal.
//!
//! The choice is made before the arguments are parsed, since errors in them are printed in colour too.

use std::env;
use std::ffi::{OsStr, OsString};

use anstream::ColorChoice;

/// The flag, without its value.
const FLAG: &str = "--color";

/// Sets it for everything printed from now on.
pub(super) fn settle(arguments: &[OsString]) {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    choice(flag(arguments), is_set("NO_COLOR"), env::var_os("FORCE_COLOR").as_deref()).write_global();
}

/// The value of the last `--color`; the arguments' parser reports any value other than the three.
fn flag(arguments: &[OsString]) -> Option<&str> {
    let flags = arguments.iter().take_while(|argument| *argument != "--");
    let values = flags.enumerate().filter_map(|(place, argument)| match argument.to_str()?.strip_prefix(FLAG)? {
        "" => arguments.get(place + 1)?.to_str(),
        value => value.strip_prefix('='),
    });
    values.last()
}

/// `NO_COLOR` (no-color.org) overrides `FORCE_COLOR` (force-color.org), which has no effect when it is empty and turns colours off
/// when it is `0` or `false`, as in other tools. `Auto` heeds `CLICOLOR` and `CLICOLOR_FORCE`.
fn choice(flag: Option<&str>, is_refused: bool, forced: Option<&OsStr>) -> ColorChoice {
    let forced = forced.filter(|value| !value.is_empty());
    match flag {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ if is_refused => ColorChoice::Never,
        _ => match forced {
            None => ColorChoice::Auto,
            Some(value) if value == "0" || value == "false" => ColorChoice::Never,
            Some(_) => ColorChoice::Always,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_is_over_the_environment() {
        for (line, is_refused, forced, expected) in [
            ("check", false, None, ColorChoice::Auto),
            ("check", false, Some(""), ColorChoice::Auto),
            ("check", false, Some("1"), ColorChoice::Always),
            ("check", false, Some("0"), ColorChoice::Never),
            ("check", true, Some("1"), ColorChoice::Never),
            ("check --color always", true, None, ColorChoice::Always),
            ("check --color=never", false, Some("3"), ColorChoice::Never),
            ("--color auto check", true, None, ColorChoice::Never),
            ("check --color=never --color always", false, None, ColorChoice::Always),
            ("check --colors always", false, None, ColorChoice::Auto),
            ("check -- --color always", false, None, ColorChoice::Auto),
            ("check --color", false, None, ColorChoice::Auto),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(choice(flag(&arguments), is_refused, forced.map(OsStr::new)), expected, "{line} {is_refused} {forced:?}");
        }
    }
}
