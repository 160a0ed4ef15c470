//! Going back: after a flush that failed, and with a transaction or savepoint.

use super::{Added, Because, Mark, State, Store, Undo};
use crate::orm::object::{Object, key_at};

impl<E: Object> Store<E> {
    /// Where undoing would stop now.
    pub fn mark(&self) -> Mark {
        Mark(self.undo.len())
    }

    /// Goes back to a mark.
    pub fn undo_to(&mut self, mark: Mark, because: Because) {
        while self.undo.len() > mark.0 {
            match self.undo.pop() {
                Some(Undo::Changed(slot, before)) => {
                    self.slot_mut(slot).object = Some(*before);
                    self.lent.remove(&slot);
                }
                Some(Undo::Added(slot, number, given)) => {
                    self.release(slot);
                    if let Some(added) = self.new.get_mut(number as usize) {
                        *added = Added::Waiting(given);
                        self.settled = self.settled.min(number as usize);
                    }
                }
                Some(Undo::Deleted(slot)) => {
                    self.slot_mut(slot).set(State::Here);
                    if let Some(object) = &self.slot(slot).object {
                        let key = key_at(object, &self.key);
                        self.index.add(&key, slot);
                    }
                }
                None => {}
            }
        }
        if because == Because::FlushFailed {
            return;
        }
        for (slot, before) in std::mem::take(&mut self.lent) {
            self.slot_mut(slot).object = Some(before);
        }
        for slot in std::mem::take(&mut self.doomed).into_keys() {
            let slot = self.slot_mut(slot);
            if slot.state() == State::Deleted {
                slot.set(State::Here);
            }
        }
        for added in &mut self.new[self.settled..] {
            if let Added::Waiting(_) = added {
                *added = Added::Dropped;
            }
        }
        self.settled = self.new.len();
    }

    /// What was written stays: nothing can be undone any more.
    pub fn forget(&mut self) {
        for undo in std::mem::take(&mut self.undo) {
            if let Undo::Deleted(slot) = undo {
                self.release(slot);
            }
        }
    }
}
