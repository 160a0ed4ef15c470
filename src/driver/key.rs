//! Under what a connection keeps its statements, and how fast that is found.

use std::any::TypeId;
use std::hash::{DefaultHasher, Hasher};

/// Under which a connection keeps a prepared statement: its Rust type, lifetimes erased, and the
/// number of rows of this part where it writes many. It is compared in a few nanoseconds, and the
/// text need not be made to do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StatementKey {
    statement: TypeId,
    rows: u32,
}

impl StatementKey {
    /// The key of a statement type.
    #[inline]
    pub fn of<S: ?Sized>() -> Self {
        Self { statement: typeid::of::<S>(), rows: 0 }
    }

    /// One of several texts of a type.
    #[inline]
    #[must_use]
    pub fn variant(mut self, number: u32) -> Self {
        self.rows = number;
        self
    }
}

/// A type's id is a hash already, so there is nothing left to do but to mix in the row count.
#[derive(Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    #[inline]
    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }

    #[inline]
    fn write_u32(&mut self, rows: u32) {
        self.0 ^= u64::from(rows).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    /// Whether it is a type or a text need not be mixed in.
    #[inline]
    fn write_isize(&mut self, _: isize) {}

    /// A text.
    fn write(&mut self, bytes: &[u8]) {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        self.0 ^= hasher.finish();
    }

    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }
}
