//! The `journeybook` command.

use std::process::ExitCode;

/// All cores allocate at once, and musl's allocator lets one at a time: with it a build of 10,000 pages takes more than twice as long.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    journeybook::api::run(std::env::args_os()).into()
}
