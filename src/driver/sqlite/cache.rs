//! The prepared statements of a connection: all that are known by type, and the latest by text.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;

use crate::driver::StatementKey;
use crate::driver::key::KeyHasher;

/// Prepared statements.
pub(super) struct Statements<S> {
    /// One for each statement type of the program and each size of a batch: not many, so all stay.
    fixed: HashMap<StatementKey, S, BuildHasherDefault<KeyHasher>>,
    /// The others, the latest used first.
    dynamic: Vec<(String, S)>,
    most: usize,
}

impl<S> Statements<S> {
    /// None yet; of those by text, so many are kept.
    pub fn new(most: usize) -> Self {
        Self { fixed: HashMap::default(), dynamic: Vec::new(), most: most.max(1) }
    }

    /// The statement of a type.
    #[inline]
    pub fn fixed<E>(
        &mut self,
        key: StatementKey,
        prepare: impl FnOnce() -> Result<S, E>,
    ) -> Result<&mut S, E> {
        match self.fixed.entry(key) {
            Entry::Occupied(entry) => Ok(entry.into_mut()),
            Entry::Vacant(entry) => Ok(entry.insert(prepare()?)),
        }
    }

    /// The statement of a text.
    pub fn dynamic<E>(
        &mut self,
        text: &str,
        prepare: impl FnOnce() -> Result<S, E>,
    ) -> Result<&mut S, E> {
        match self.dynamic.iter().position(|(kept, _)| kept == text) {
            Some(place) => self.dynamic[..=place].rotate_right(1),
            None => {
                let statement = prepare()?;
                self.dynamic.truncate(self.most - 1);
                self.dynamic.insert(0, (text.to_owned(), statement));
            }
        }
        Ok(&mut self.dynamic[0].1)
    }

    /// The statement that was used last under this key, or by text where there is none.
    pub fn latest(&mut self, key: Option<StatementKey>) -> Option<&mut S> {
        match key {
            Some(key) => self.fixed.get_mut(&key),
            None => self.dynamic.first_mut().map(|(_, statement)| statement),
        }
    }

    /// Whether there is a statement of this type.
    pub fn has(&self, key: StatementKey) -> bool {
        self.fixed.contains_key(&key)
    }

    /// All of them.
    pub fn all(&mut self) -> impl Iterator<Item = &mut S> {
        self.fixed.values_mut().chain(self.dynamic.iter_mut().map(|(_, statement)| statement))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(store: &mut Statements<u32>, text: &str, new: u32) -> u32 {
        *store.dynamic(text, || Ok::<_, ()>(new)).unwrap_or(&mut 0)
    }

    #[test]
    fn a_type_is_prepared_once_for_each_number_of_rows() {
        let mut store = Statements::new(2);
        let key = StatementKey::of::<u8>();
        for (key, new, found) in
            [(key, 1, 1), (key, 2, 1), (key.variant(16), 3, 3), (StatementKey::of::<i8>(), 4, 4)]
        {
            assert_eq!(store.fixed(key, || Ok::<_, ()>(new)), Ok(&mut found.clone()));
        }
        assert_eq!(store.all().count(), 3);
    }

    #[test]
    fn of_the_texts_the_one_unused_for_longest_goes() {
        let mut store = Statements::new(2);
        assert_eq!(text(&mut store, "a", 1), 1);
        assert_eq!(text(&mut store, "b", 2), 2);
        assert_eq!(text(&mut store, "a", 3), 1);
        assert_eq!(text(&mut store, "c", 4), 4);
        assert_eq!(text(&mut store, "a", 5), 1);
        assert_eq!(text(&mut store, "b", 6), 6);
        assert_eq!(store.all().count(), 2);
    }

    #[test]
    fn a_statement_that_cannot_be_prepared_is_not_kept() {
        let mut store = Statements::<u32>::new(2);
        assert_eq!(store.dynamic("a", || Err(())), Err(()));
        assert_eq!(store.fixed(StatementKey::of::<u8>(), || Err(())), Err(()));
        assert_eq!(store.all().count(), 0);
    }
}
