//! Objects that were added, by their numbers.

use crate::orm::draft::GivenColumns;

/// An object that was added.
#[derive(Debug)]
pub(super) enum Added {
    /// It waits for a flush.
    Waiting(GivenColumns),
    /// It is written, and here is its object.
    Saved(u32, u32),
    /// It was removed, or rolled back.
    Dropped,
}

/// So many are kept whatever has become of them.
const FEW: usize = 64;

/// Those of a session, by numbers that go up. What is gone is forgotten when there is as much of it as of the
/// others.
#[derive(Debug, Default)]
pub(super) struct AddedObjects {
    all: Vec<(u32, Added)>,
    next: u32,
    /// Those before it wait for nothing.
    settled: usize,
    /// How many there were when they were last looked through.
    kept: usize,
}

impl AddedObjects {
    /// Adds one that waits, and gives its number.
    pub fn add(&mut self, given: GivenColumns) -> u32 {
        let number = self.next;
        self.all.push((number, Added::Waiting(given)));
        // 2^32 objects of a session are more than it can have added.
        self.next = number.wrapping_add(1);
        number
    }

    fn position(&self, number: u32) -> Option<usize> {
        let first = self.all.first()?.0;
        // Where none was forgotten between, its place follows from its number.
        let place = number.checked_sub(first)? as usize;
        match self.all.get(place) {
            Some((found, _)) if *found == number => Some(place),
            _ => self.all.binary_search_by_key(&number, |(number, _)| *number).ok(),
        }
    }

    pub fn get(&self, number: u32) -> Option<&Added> {
        self.position(number).map(|at| &self.all[at].1)
    }

    pub fn get_mut(&mut self, number: u32) -> Option<&mut Added> {
        self.position(number).map(|at| &mut self.all[at].1)
    }

    /// What is given for one that waits.
    pub fn given(&self, number: u32) -> Option<&GivenColumns> {
        match self.get(number)? {
            Added::Waiting(given) => Some(given),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn given_mut(&mut self, number: u32) -> Option<&mut GivenColumns> {
        match self.get_mut(number)? {
            Added::Waiting(given) => Some(given),
            _ => None,
        }
    }

    /// Those that wait.
    pub fn waiting(&self) -> impl Iterator<Item = (u32, &GivenColumns)> {
        self.all[self.settled..].iter().filter_map(|(number, added)| match added {
            Added::Waiting(given) => Some((*number, given)),
            _ => None,
        })
    }

    /// One that was written waits again.
    pub fn wait_again(&mut self, number: u32, given: GivenColumns) {
        if let Some(at) = self.position(number) {
            self.all[at].1 = Added::Waiting(given);
            self.settled = self.settled.min(at);
        }
    }

    /// None waits any more, since all are written.
    pub fn settle(&mut self) {
        self.settled = self.all.len();
    }

    /// None waits any more, whether it is written or not.
    pub fn drop_waiting(&mut self) {
        for (_, added) in &mut self.all[self.settled..] {
            if let Added::Waiting(_) = added {
                *added = Added::Dropped;
            }
        }
        self.settle();
    }

    /// Forgets those that are gone, where they are many. `is_there` tells of an object whether it is in the session.
    pub fn forget(&mut self, is_there: impl Fn(u32, u32) -> bool) {
        if self.all.len() < 2 * self.kept + FEW || self.waiting().next().is_some() {
            return;
        }
        self.all.retain(|(_, added)| match added {
            Added::Waiting(_) => true,
            Added::Saved(slot, generation) => is_there(*slot, *generation),
            Added::Dropped => false,
        });
        self.all.shrink_to(self.all.len() + FEW);
        self.kept = self.all.len();
        self.settle();
    }

    /// Forgets all. Numbers go on.
    pub fn clear(&mut self) {
        *self = Self { next: self.next, ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_forgotten_and_the_others_are_found() {
        let mut added = AddedObjects::default();
        for round in 0..1_000 {
            let number = added.add(GivenColumns::new());
            assert_eq!((number, added.waiting().count()), (round, 1));
            if let Some(added) = added.get_mut(number) {
                *added = Added::Saved(number, 1);
            }
            added.settle();
            added.forget(|slot, _| slot % 100 == 0);
            assert!(added.all.len() <= 3 * FEW, "{} of {round}", added.all.len());
        }
        assert!(matches!(added.get(300), Some(Added::Saved(300, 1))));
        assert!(added.get(301).is_none());
        assert!(matches!(added.get(999), Some(Added::Saved(999, 1))));
        added.clear();
        assert_eq!((added.get(999).is_none(), added.add(GivenColumns::new())), (true, 1_000));
    }

    #[test]
    fn one_that_is_undone_waits_again() {
        let mut added = AddedObjects::default();
        let numbers = [(); 3].map(|()| added.add(GivenColumns::new()));
        added.settle();
        added.wait_again(numbers[1], vec![]);
        assert_eq!(added.waiting().map(|(number, _)| number).collect::<Vec<_>>(), [1, 2]);
        added.drop_waiting();
        assert_eq!(added.waiting().count(), 0);
        assert!(matches!(added.get(1), Some(Added::Dropped)));
    }
}
