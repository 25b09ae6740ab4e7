//! How many threads work.

use super::options::Threads;

/// Does `work` on as many threads as asked for.
pub(super) fn on<T: Send>(threads: Threads, work: impl FnOnce() -> T + Send) -> T {
    match threads {
        Threads::OnePerCore => work(),
        // Without a pool of its own the work is done all the same, and comes out the same.
        Threads::Exactly(count) => match rayon::ThreadPoolBuilder::new().num_threads(count.get()).build() {
            Ok(pool) => pool.install(work),
            Err(_) => work(),
        },
    }
}
