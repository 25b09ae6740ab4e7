//! What a command cannot do, told with the way out.

use anstyle::{AnsiColor, Style};

use super::{Exit, stdio};
use crate::diagnostic::visible;
use crate::scaffold::Refusal;

const BAD: Style = AnsiColor::BrightRed.on_default().bold();
const WAY_OUT: Style = AnsiColor::BrightCyan.on_default().bold();

/// Tells why nothing was done.
pub(super) fn tell(refusals: &[Refusal]) -> Exit {
    for Refusal { message, help } in refusals {
        let (message, help) = (visible(message), visible(help));
        stdio::tell(format_args!("{BAD}error{BAD:#}: {message}\n{WAY_OUT}help{WAY_OUT:#}: {help}"));
    }
    Exit::Unusable
}
