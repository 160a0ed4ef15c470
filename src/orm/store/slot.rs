//! A place for an object: its value, and in two words what is known of it.

/// When something happens in a session. It counts transactions, and statements that have written what no
/// object knows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::orm) struct Epoch {
    /// When the transaction began: what was read before may be another now.
    pub began: u32,
    /// Now.
    pub now: u32,
}

impl Epoch {
    /// The last one.
    pub const LAST: u32 = u32::MAX >> BITS;

    /// The first one.
    pub fn first() -> Self {
        Self { began: 1, now: 1 }
    }

    /// The next statement that writes. Where it is the last one, those after it are not told apart.
    pub fn step(&mut self) {
        self.now = (self.now + 1).min(Self::LAST);
    }
}

/// A place for an object.
pub(super) struct Slot<E> {
    pub object: Option<E>,
    /// How often the place was used again: handles of others lead nowhere.
    pub generation: u32,
    /// When it was last read from the database, and in the lowest bits its state.
    stamp: u32,
}

/// What is known about an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is as the database has it, but for changes.
    Here,
    /// The database may have another one by now.
    Expired,
    /// It is to be deleted by the next flush.
    Deleted,
    /// It is deleted, which a rollback can undo.
    Gone,
}

/// How many bits a state has.
const BITS: u32 = 2;

impl<E> Slot<E> {
    pub fn new(object: E, generation: u32, epoch: u32) -> Self {
        Self { object: Some(object), generation, stamp: epoch << BITS }
    }

    pub fn state(&self) -> State {
        match self.stamp & ((1 << BITS) - 1) {
            0 => State::Here,
            1 => State::Expired,
            2 => State::Deleted,
            _ => State::Gone,
        }
    }

    pub fn set(&mut self, state: State) {
        self.stamp = self.epoch() << BITS | state as u32;
    }

    /// When it was last read from the database.
    pub fn epoch(&self) -> u32 {
        self.stamp >> BITS
    }

    /// It was read from the database, and is what that has.
    pub fn read_at(&mut self, epoch: u32) {
        let state = match self.state() {
            State::Expired => State::Here,
            state => state,
        };
        self.stamp = epoch << BITS | state as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_and_epoch_do_not_disturb_each_other() {
        let mut slot = Slot::new((), 1, 7);
        for state in [State::Gone, State::Deleted, State::Expired, State::Here] {
            slot.set(state);
            assert_eq!((slot.state(), slot.epoch()), (state, 7));
        }
        slot.set(State::Expired);
        slot.read_at(Epoch::LAST);
        assert_eq!((slot.state(), slot.epoch()), (State::Here, Epoch::LAST));
        slot.set(State::Deleted);
        slot.read_at(9);
        assert_eq!((slot.state(), slot.epoch()), (State::Deleted, 9));
    }

    #[test]
    fn two_words_are_kept_beside_an_object() {
        assert_eq!(size_of::<Slot<String>>(), size_of::<String>() + 8);
    }
}
