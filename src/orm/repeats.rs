//! The same load, again and again from the same line: a loop that needs a statement for each of its
//! objects. It is counted in builds with debug assertions alone.

use std::collections::HashMap;
use std::panic::Location;

use tracing::warn;

/// So many loads at one place, in one transaction, are a loop.
const LOOP: u32 = 10;

/// How often loads were called for, by place.
#[derive(Debug, Default)]
pub(super) struct Repeats(HashMap<&'static Location<'static>, u32>);

impl Repeats {
    pub fn count(&mut self, at: &'static Location<'static>, table: &'static str) {
        if !cfg!(debug_assertions) {
            return;
        }
        let count = self.0.entry(at).or_default();
        *count += 1;
        if *count == LOOP {
            warn!(
                target: "relata::session",
                table,
                place = %at,
                "a relation is loaded for each object by itself: `load_all`, or `.with(..)` in the query, \
                 needs one statement for all"
            );
        }
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }
}
