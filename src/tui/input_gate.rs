//! Keeps the thread that reads input from the terminal while another program has it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A gate that the reader passes before each read.
#[derive(Debug, Default)]
pub(super) struct InputGate {
    is_closed: Mutex<bool>,
    opened: Condvar,
}

impl InputGate {
    /// Waits until the gate is open. While the guard lives, it stays open; `waited` is true if input may have been
    /// taken by another program meanwhile.
    pub fn pass(&self) -> (MutexGuard<'_, bool>, bool) {
        let guard = self.is_closed.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = *guard;
        let guard = self.opened.wait_while(guard, |is_closed| *is_closed).unwrap_or_else(PoisonError::into_inner);
        (guard, waited)
    }

    /// Returns when nothing is read any more.
    pub fn close(&self) {
        *self.is_closed.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }

    pub fn open(&self) {
        *self.is_closed.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.opened.notify_all();
    }
}
