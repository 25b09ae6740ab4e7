//! State that several threads write to while a build is staged.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The value behind a mutex, whether or not a thread panicked while it held the lock.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held the lock left only complete entries behind: each is inserted in one step.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
