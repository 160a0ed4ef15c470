//! The same load or `get`, again and again from the same line: a loop that needs a statement for each of its
//! objects. It is counted in builds with debug assertions alone.

use std::collections::HashMap;
use std::panic::Location;

use tracing::warn;

/// So many loads at one place, in one transaction, are a loop.
const LOOP: u32 = 10;

/// What is done for one object by itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Repeated {
    /// A relation is loaded.
    Load,
    /// A row is read by its key.
    Get,
}

/// How often that was called for, by place.
#[derive(Debug, Default)]
pub(super) struct Repeats(HashMap<&'static Location<'static>, u32>);

impl Repeats {
    pub fn count(&mut self, at: &'static Location<'static>, table: &'static str, what: Repeated) {
        if !cfg!(debug_assertions) {
            return;
        }
        let count = self.0.entry(at).or_default();
        *count += 1;
        if *count != LOOP {
            return;
        }
        let told = match what {
            Repeated::Load => {
                "a relation is loaded for each object by itself: `load_all`, or `.with(..)` in the query, \
                 needs one statement for all"
            }
            Repeated::Get => {
                "a row is read for each key by itself: `.with(..)` of the relation, or a query with `in_`, \
                 needs one statement for all"
            }
        };
        warn!(target: "relata::session", table, place = %at, "{told}");
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}
