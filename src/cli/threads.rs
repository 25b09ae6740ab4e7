//! The number of threads.

use super::options::Threads;

/// Does `work` on the requested number of threads.
pub(super) fn on<T: Send>(threads: Threads, work: impl FnOnce() -> T + Send) -> T {
    match threads {
        Threads::OnePerCore => work(),
        // Without a pool of its own the work is still done, with the same result.
        Threads::Exactly(count) => match rayon::ThreadPoolBuilder::new().num_threads(count.get()).build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        },
    }
}
