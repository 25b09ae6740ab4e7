//! Ctrl-C ends the program at once with code 130, as shells report it, or lets it print what it knows first.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag::{register, register_conditional_shutdown};

/// What Ctrl-C does.
pub(super) struct Interrupt {
    ends_at_once: Arc<AtomicBool>,
}

/// The code of a program that was interrupted.
pub(super) const CODE: u8 = 130;

impl Interrupt {
    /// Ends the program with 130 when it is interrupted. There is nothing to clean up: what is written is complete after a kill at
    /// any moment.
    pub(super) fn ending_at_once() -> Self {
        let ends_at_once = Arc::new(AtomicBool::new(true));
        // If no handler can be set, the system's default ends the program too.
        let _ = register_conditional_shutdown(SIGINT, CODE.into(), Arc::clone(&ends_at_once));
        // The system's default handlers do not apply to the first process of a container, which could then only be killed.
        // Elsewhere they are left as they are: `nohup` ignores one of them.
        #[cfg(unix)]
        if std::process::id() == 1 {
            for signal in [signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
                let _ = register_conditional_shutdown(signal, 128 + signal, Arc::new(AtomicBool::new(true)));
            }
        }
        Self { ends_at_once }
    }

    /// From now on the first Ctrl-C only sets the flag, and the second ends the program.
    pub(super) fn noted(&self) -> Arc<AtomicBool> {
        let is_noted = Arc::new(AtomicBool::new(false));
        let is_second = register_conditional_shutdown(SIGINT, CODE.into(), Arc::clone(&is_noted));
        if is_second.and_then(|_| register(SIGINT, Arc::clone(&is_noted))).is_ok() {
            self.ends_at_once.store(false, Ordering::SeqCst);
        }
        is_noted
    }
}
