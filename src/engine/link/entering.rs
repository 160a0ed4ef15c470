//! BEGIN or SAVEPOINT on its way.

use super::Link;
use crate::driver::Driver;

/// A level that is being entered. Where this is dropped before it is known whether it was, the
/// level is undone.
pub(super) struct Entering<'l, D: Driver> {
    pub link: &'l mut Link<D>,
    level: u32,
    is_known: bool,
}

impl<'l, D: Driver> Entering<'l, D> {
    pub fn new(link: &'l mut Link<D>, level: u32) -> Self {
        link.level = level;
        Self { link, level, is_known: false }
    }

    /// Whether it was is known now.
    pub fn entered(mut self, is_there: bool) {
        self.is_known = true;
        if !is_there {
            self.link.level = self.level - 1;
        }
    }
}

impl<D: Driver> Drop for Entering<'_, D> {
    fn drop(&mut self) {
        if !self.is_known {
            self.link.undo_now(self.level);
        }
    }
}
