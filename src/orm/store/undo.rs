//! Going back: after a flush that failed, and with a transaction or savepoint.

use super::{Because, Mark, PAGE, State, Store, Undo};
use crate::orm::object::{Object, key_at};

impl<E: Object> Store<E> {
    /// Where undoing would stop now.
    pub fn mark(&self) -> Mark {
        Mark(self.forgotten + self.undo.len())
    }

    /// Goes back to a mark.
    pub fn undo_to(&mut self, mark: Mark, because: Because) {
        // Nothing is known any more of what was flushed then, and read again since.
        if mark.0 < self.forgotten {
            self.expire_since(0);
        }
        while self.forgotten + self.undo.len() > mark.0
            && let Some(undo) = self.undo.pop()
        {
            self.undo(undo, because);
        }
        if because == Because::FlushFailed {
            return;
        }
        if mark.0 == 0 {
            self.forgotten = 0;
            self.let_go.clear();
        }
        self.refers.clear();
        self.rows.settle(E::VERSION.is_some());
        for (slot, before) in std::mem::take(&mut self.lent) {
            self.slot_mut(slot).object = Some(before);
        }
        for (slot, (_, before)) in std::mem::take(&mut self.doomed) {
            let slot = self.slot_mut(slot);
            if slot.state() == State::Deleted {
                slot.set(before);
            }
        }
        self.added.drop_waiting();
    }

    fn undo(&mut self, undo: Undo<E>, because: Because) {
        let (slot, generation) = match undo {
            Undo::Row(row) => return self.rows.undo(row.0, row.1),
            Undo::Changed(slot, generation, _)
            | Undo::Added(slot, generation, ..)
            | Undo::Deleted(slot, generation, _) => (slot, generation),
        };
        if !self.is_there(slot, generation) {
            // It was detached, and its row may have been read again as it is no more.
            let key = self.let_go.get(&(slot, generation));
            if let Some(again) = key.and_then(|key| self.position(key)) {
                self.expire_slot(again);
            }
            return;
        }
        match undo {
            Undo::Row(_) => {}
            Undo::Changed(_, _, before) => {
                self.slot_mut(slot).object = Some(*before);
                self.lent.remove(&slot);
                self.refers.remove(&slot);
            }
            Undo::Added(_, _, number, given) => {
                self.release(slot);
                self.added.wait_again(number, given);
            }
            Undo::Deleted(_, _, before) => {
                // Where a flush has failed, it is still to be deleted.
                let waits = because == Because::FlushFailed && self.doomed.contains_key(&slot);
                self.slot_mut(slot).set(if waits { State::Deleted } else { before });
                if let Some(object) = self.known(slot) {
                    let key = key_at(object, &self.key);
                    // What was read with its key meanwhile is undone as well.
                    if let Some(other) = self.position(&key) {
                        self.release(other);
                    }
                    self.index.add(&key, slot);
                }
            }
        }
    }

    /// Whether the object of that generation is there.
    pub fn is_there(&self, slot: u32, generation: u32) -> bool {
        let place =
            self.pages.get(slot as usize / PAGE).and_then(|page| page.get(slot as usize % PAGE));
        place.is_some_and(|slot| slot.generation == generation && slot.object.is_some())
    }

    /// What was written stays: nothing can be undone any more.
    pub fn forget(&mut self) {
        self.forgotten = 0;
        self.let_go.clear();
        for undo in std::mem::take(&mut self.undo) {
            if let Undo::Deleted(slot, generation, _) = undo
                && self.is_there(slot, generation)
            {
                self.release(slot);
            }
        }
        let mut added = std::mem::take(&mut self.added);
        added.forget(|slot, generation| self.is_there(slot, generation));
        self.added = added;
    }
}
