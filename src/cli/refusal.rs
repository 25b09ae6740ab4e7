//! What a command cannot do, with the way out.

use anstyle::{AnsiColor, Style};

use super::{Exit, stdio};
use crate::diagnostic::visible;
use crate::guide::{self, Page};
use crate::scaffold::Refusal;

const BAD: Style = AnsiColor::BrightRed.on_default().bold();
const WAY_OUT: Style = AnsiColor::BrightCyan.on_default().bold();

/// Prints why nothing was done.
pub(super) fn tell(refusals: &[Refusal]) -> Exit {
    for Refusal { message, help } in refusals {
        let (message, help) = (visible(message), visible(help));
        stdio::tell(format_args!("{BAD}error{BAD:#}: {message}\n{WAY_OUT}help{WAY_OUT:#}: {help}"));
    }
    Exit::Unusable
}

/// Tells why nothing was done, and which page of the guide tells how it is done.
pub(super) fn tell_with_page(refusals: &[Refusal], page: Page) -> Exit {
    let exit = tell(refusals);
    stdio::tell(format_args!("{WAY_OUT}guide{WAY_OUT:#}: {}", guide::named(page, "")));
    exit
}
