//! The `journeybook` command.

use std::process::ExitCode;

/// All cores allocate at once. glibc's allocator costs an eighth of a build's time; musl's lets one thread at a time allocate, and with it a
/// build of 10,000 pages takes more than twice as long.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    journeybook::api::run(std::env::args_os()).into()
}
