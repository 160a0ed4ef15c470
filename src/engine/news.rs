//! What happens while somebody waits for a connection.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::error::Error;

/// What those who wait are told: why bb8 could not open connections, of which it says nothing
/// itself, and that the pool closes.
pub(super) struct News {
    errors: Arc<Mutex<Vec<Error>>>,
    pub count: watch::Sender<u64>,
}

impl News {
    pub fn new() -> Self {
        Self { errors: Arc::default(), count: watch::Sender::new(0) }
    }

    fn errors(&self) -> MutexGuard<'_, Vec<Error>> {
        self.errors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets what went wrong while nobody was waiting.
    pub fn clear(&self) {
        self.errors().clear();
    }

    pub fn take(&self) -> Option<Error> {
        self.errors().pop()
    }

    /// There is something to look at.
    pub fn tell(&self) {
        self.count.send_modify(|count| *count += 1);
    }
}

impl std::fmt::Debug for News {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("News")
    }
}

impl bb8::ErrorSink<Error> for News {
    fn sink(&self, error: Error) {
        self.errors().push(error);
        self.tell();
    }

    fn boxed_clone(&self) -> Box<dyn bb8::ErrorSink<Error>> {
        Box::new(Self { errors: self.errors.clone(), count: self.count.clone() })
    }
}
