//! The statements that a connection to a server has prepared: the latest used, and no more than so many.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::StatementKey;
use super::key::KeyHasher;

/// Prepared statements.
pub(super) struct Statements<S> {
    kept: HashMap<Key, Kept<S>, BuildHasherDefault<KeyHasher>>,
    most: usize,
    clock: u64,
}

/// Under what a statement is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// Its type, from which its text follows.
    Type(StatementKey),
    /// Its text.
    Text(String),
}

struct Kept<S> {
    statement: S,
    used: u64,
}

impl<S> Statements<S> {
    /// None yet, and so many at most.
    pub fn new(most: usize) -> Self {
        Self { kept: HashMap::default(), most: most.max(1), clock: 0 }
    }

    /// The statement, if it is kept.
    pub fn find(&mut self, key: &Key) -> Option<&S> {
        self.clock += 1;
        let kept = self.kept.get_mut(key)?;
        kept.used = self.clock;
        Some(&kept.statement)
    }

    /// Keeps a statement, in place of the one that was unused for longest, which it gives back.
    pub fn keep(&mut self, key: Key, statement: S) -> Option<S> {
        // Preparing costs a round trip, beside which a look at all that are kept is nothing.
        let mut gone = None;
        if self.kept.len() >= self.most && !self.kept.contains_key(&key) {
            let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.used);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                gone = self.kept.remove(&oldest);
            }
        }
        self.clock += 1;
        let before = self.kept.insert(key, Kept { statement, used: self.clock });
        gone.or(before).map(|kept| kept.statement)
    }

    /// Forgets all of them, and gives them back.
    pub fn clear(&mut self) -> impl Iterator<Item = S> {
        self.kept.drain().map(|(_, kept)| kept.statement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Key {
        Key::Text(text.to_owned())
    }

    #[test]
    fn the_one_unused_for_longest_goes() {
        let mut statements = Statements::new(2);
        statements.keep(text("a"), 1);
        statements.keep(text("b"), 2);
        assert_eq!(statements.find(&text("a")), Some(&1));
        statements.keep(text("c"), 3);
        assert_eq!(statements.find(&text("b")), None);
        assert_eq!(statements.find(&text("a")), Some(&1));
        assert_eq!(statements.find(&text("c")), Some(&3));
        statements.keep(text("c"), 4);
        assert_eq!(statements.find(&text("a")), Some(&1));
        drop(statements.clear());
        assert_eq!(statements.find(&text("a")), None);
    }

    #[test]
    fn types_are_told_apart_by_their_number_of_rows() {
        let mut statements = Statements::new(8);
        let key = StatementKey::of::<u8>();
        statements.keep(Key::Type(key), 1);
        statements.keep(Key::Type(key.variant(16)), 2);
        statements.keep(Key::Type(StatementKey::of::<i8>()), 3);
        assert_eq!(statements.find(&Key::Type(key)), Some(&1));
        assert_eq!(statements.find(&Key::Type(key.variant(16))), Some(&2));
    }
}
