//! Ctrl-C ends the program at once with code 130, as shells report it.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::SIGINT;
use signal_hook::flag::register_conditional_shutdown;

/// Ends the program with 130 when it is interrupted. Nothing has to be tidied up: outputs are whole after a kill at any moment.
pub(super) fn end_with_130() {
    // Where no handler can be set, the system's own ends the program as well.
    let _ = register_conditional_shutdown(SIGINT, 130, Arc::new(AtomicBool::new(true)));
}
