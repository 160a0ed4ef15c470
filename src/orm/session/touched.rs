//! What is written behind the backs of objects: by statements, and along with the rows of a flush.

use super::Session;
use crate::driver::Driver;
use crate::orm::flush::Wrote;
use crate::orm::object::same;
use crate::orm::reach::{Change, beyond};
use crate::query::Touched;

impl<D: Driver, A: 'static> Session<'_, D, A> {
    /// A statement may have changed rows. What is read of them from here on may be undone with it.
    pub(in crate::orm) fn touched(&mut self, touched: Touched) {
        self.wrote(&[Wrote::Rows(touched)]);
        // What was there before new rows came is as it was.
        if !matches!(touched, Touched::New(_)) {
            self.expire_written(Wrote::Rows(touched), 0);
        }
    }

    /// Remembers what was written, so that what is read of it expires where it is undone.
    pub(super) fn wrote(&mut self, all: &[Wrote]) {
        if all.is_empty() {
            return;
        }
        self.epoch.step();
        let since = self.marks.last().map_or(0, |mark| mark.writes);
        for wrote in all {
            if !self.writes[since..].iter().any(|(_, before)| is_same(*before, *wrote)) {
                self.writes.push((self.epoch.now, *wrote));
            }
        }
    }

    /// What was written is undone, but for the first of it: what was read of it was never there.
    pub(super) fn undo_writes(&mut self, kept: usize) {
        for (at, wrote) in self.writes.split_off(kept.min(self.writes.len())) {
            self.expire_written(wrote, at);
        }
    }

    /// Expires the objects that may be others now, if they were read since then: those of a table, and of all to
    /// which its foreign keys lead on.
    fn expire_written(&mut self, wrote: Wrote, since: u32) {
        let (own, written) = match wrote {
            Wrote::Rows(Touched::Nothing) => return,
            Wrote::Rows(Touched::Anything) => {
                return self.stores.all().for_each(|store| store.expire_since(since));
            }
            Wrote::Rows(Touched::New(table)) => (Some(table), None),
            Wrote::Rows(Touched::Table(table)) => (Some(table), Some((table, Change::Updated))),
            Wrote::Rows(Touched::Deleted(table)) => (Some(table), Some((table, Change::Deleted))),
            Wrote::Along(table, change) => (None, Some((table, change))),
        };
        let reached = beyond(written.as_slice(), &self.stores.tables());
        for store in self.stores.all() {
            let table = store.def();
            let is_reached = reached.iter().any(|(reached, _)| same(reached, table));
            if is_reached || own.is_some_and(|own| same(own, table)) {
                store.expire_since(since);
            }
        }
    }
}

/// Whether the same rows may have been written, in the same way.
pub(super) fn is_same(a: Wrote, b: Wrote) -> bool {
    use Touched::{Anything, Deleted, New, Nothing, Table};
    match (a, b) {
        (Wrote::Rows(New(a)), Wrote::Rows(New(b)))
        | (Wrote::Rows(Table(a)), Wrote::Rows(Table(b)))
        | (Wrote::Rows(Deleted(a)), Wrote::Rows(Deleted(b))) => same(a, b),
        (Wrote::Rows(Nothing), Wrote::Rows(Nothing))
        | (Wrote::Rows(Anything), Wrote::Rows(Anything)) => true,
        (Wrote::Along(a, how), Wrote::Along(b, and)) => same(a, b) && how == and,
        _ => false,
    }
}
