//! Relations that are loaded beside objects.

use super::Held;

/// Relations that are loaded: a tuple of them.
pub trait Loads: 'static {
    /// What is kept of them beside an object.
    type Related<T: Held>: Send;
}

impl Loads for () {
    type Related<T: Held> = ();
}
