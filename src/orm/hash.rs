//! A hash of keys that is quick for numbers, with a seed that nobody outside knows.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use crate::types::value::{Key, Value};

/// A map from keys.
pub(super) type KeyMap<V, K = Key> = HashMap<K, V, KeyHash>;

/// Makes hashers of one seed.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyHash(u64);

impl Default for KeyHash {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0_u8) | 1)
    }
}

impl KeyHash {
    /// The hash of a key. A number is one word.
    #[inline]
    pub fn of(&self, key: &Key) -> u64 {
        match key {
            Key::One(Value::Integer(number)) => {
                let mut hasher = self.build_hasher();
                hasher.write_i64(*number);
                hasher.finish()
            }
            _ => self.hash_one(key),
        }
    }
}

impl BuildHasher for KeyHash {
    type Hasher = KeyHasher;

    fn build_hasher(&self) -> KeyHasher {
        KeyHasher { state: self.0, seed: self.0 }
    }
}

/// Folds words by multiplication.
#[derive(Debug)]
pub(super) struct KeyHasher {
    state: u64,
    seed: u64,
}

impl KeyHasher {
    fn word(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(self.seed ^ 0x9e37_79b9_7f4a_7c15);
        // Both halves of the product.
        self.state = (product >> 64) as u64 ^ product as u64;
    }
}

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..part.len()].copy_from_slice(part);
            self.word(u64::from_le_bytes(word));
        }
        self.word(bytes.len() as u64);
    }

    fn write_u32(&mut self, value: u32) {
        self.word(value.into());
    }

    fn write_u8(&mut self, value: u8) {
        self.word(value.into());
    }

    fn write_i64(&mut self, value: i64) {
        self.word(value.cast_unsigned());
    }

    fn write_u64(&mut self, value: u64) {
        self.word(value);
    }

    fn write_usize(&mut self, value: usize) {
        self.word(value as u64);
    }

    /// Which variant and how long is told by the word after it.
    fn write_isize(&mut self, value: isize) {
        self.state = self.state.rotate_left(5) ^ value.cast_unsigned() as u64;
    }

    fn finish(&self) -> u64 {
        self.state
    }
}
