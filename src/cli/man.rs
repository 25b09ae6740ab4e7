//! `journeybook man [COMMAND]`: the manual page, as roff.

use super::arguments::program;
use super::{Exit, stdio};
use crate::suggest::nearest;

pub(super) fn run(command: Option<&str>) -> Exit {
    let mut program = program();
    // Only a built command knows its own full name and the flags it inherits.
    program.build();
    let page = match command {
        None => Some(&program),
        Some(name) => program.find_subcommand(name),
    };
    let Some(page) = page.cloned() else {
        let name = command.unwrap_or_default();
        let names = program.get_subcommands().map(clap::Command::get_name);
        let hint = nearest(name, names).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        stdio::tell(format_args!("error: there is no command `{name}`{hint}"));
        return Exit::Unusable;
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff).expect("a vector takes everything written to it");
    stdio::answer(String::from_utf8_lossy(&roff));
    Exit::Clean
}
