//! The identity map's index: from a key to the slot of its object, without keeping the key, which
//! the object has.

use super::hash::KeyHash;
use crate::types::value::Key;

/// A table with open addressing. An entry is a hash and a slot.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Box<[Entry]>,
    taken: usize,
    random: KeyHash,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    hash: u32,
    slot: u32,
}

const FREE: Entry = Entry { hash: 0, slot: u32::MAX };
/// Something was here, so that what lies behind it is looked for further on.
const GONE: Entry = Entry { hash: 1, slot: u32::MAX };

impl Index {
    /// The slot of a key, where `is` tells whether the object in a slot has it.
    #[inline]
    pub fn find(&self, key: &Key, is: impl Fn(u32) -> bool) -> Option<u32> {
        self.find_hash(self.hash(key), is)
    }

    /// The same, where the key's hash is known.
    #[inline]
    pub fn find_hash(&self, hash: u32, is: impl Fn(u32) -> bool) -> Option<u32> {
        self.place(hash, is).map(|place| self.entries[place].slot)
    }

    /// The hash of a key.
    #[inline]
    pub fn hash(&self, key: &Key) -> u32 {
        // All bits are as random as any.
        self.random.of(key) as u32
    }

    fn place(&self, hash: u32, is: impl Fn(u32) -> bool) -> Option<usize> {
        if self.entries.is_empty() {
            return None;
        }
        let mut place = self.home(hash);
        loop {
            let entry = self.entries[place];
            if entry == FREE {
                return None;
            }
            if entry != GONE && entry.hash == hash && is(entry.slot) {
                return Some(place);
            }
            place = self.after(place);
        }
    }

    /// Adds a key that is not there.
    pub fn add(&mut self, key: &Key, slot: u32) {
        self.add_hash(self.hash(key), slot);
    }

    /// The same, where the key's hash is known.
    pub fn add_hash(&mut self, hash: u32, slot: u32) {
        if (self.taken + 1) * 8 > self.entries.len() * 7 {
            self.grow(1);
        }
        self.put(self.home(hash), Entry { hash, slot });
    }

    /// Makes room for so many keys more.
    pub fn reserve(&mut self, more: usize) {
        if (self.taken + more) * 8 > self.entries.len() * 7 {
            self.grow(more);
        }
    }

    /// Removes a key.
    pub fn remove(&mut self, key: &Key, is: impl Fn(u32) -> bool) {
        if let Some(place) = self.place(self.hash(key), is) {
            self.entries[place] = GONE;
        }
    }

    fn home(&self, hash: u32) -> usize {
        // The hash as a share of the table, whose length is any number.
        ((u64::from(hash) * self.entries.len() as u64) >> 32) as usize
    }

    fn after(&self, place: usize) -> usize {
        if place + 1 == self.entries.len() { 0 } else { place + 1 }
    }

    fn put(&mut self, mut place: usize, entry: Entry) {
        while self.entries[place].slot != u32::MAX {
            place = self.after(place);
        }
        self.taken += usize::from(self.entries[place] == FREE);
        self.entries[place] = entry;
    }

    /// Half as much room again where it is needed, and without what is gone.
    fn grow(&mut self, more: usize) {
        let is_kept = |entry: &&Entry| entry.slot != u32::MAX;
        let kept = self.entries.iter().filter(is_kept).count();
        let room = ((kept + more) * 12 / 7).max(8);
        let before = std::mem::replace(&mut self.entries, vec![FREE; room].into());
        self.taken = 0;
        for entry in before.iter().filter(is_kept) {
            self.put(self.home(entry.hash), *entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::value::Value;

    #[test]
    fn keys_are_found_until_they_are_removed() {
        let key = |n: u32| Key::One(Value::Integer(i64::from(n)));
        let mut index = Index::default();
        assert_eq!(index.find(&key(1), |_| true), None);
        for n in 0..10_000 {
            index.add(&key(n), n);
        }
        for n in (0..10_000).step_by(2) {
            index.remove(&key(n), |slot| slot == n);
        }
        for n in 0..10_000 {
            let found = index.find(&key(n), |slot| slot == n);
            assert_eq!(found, (n % 2 == 1).then_some(n));
        }
        for n in (0..10_000).step_by(2) {
            index.add(&key(n), n);
            assert_eq!(index.find(&key(n), |slot| slot == n), Some(n));
        }
    }
}
