//! Rows of which there is no object: what their parts are told, until a flush writes it.

use super::{Store, Undo};
use crate::error::Error;
use crate::orm::draft::{Given, GivenColumns};
use crate::orm::hash::KeyMap;
use crate::orm::object::Object;
use crate::orm::plan::{ChangedRow, DeletedRow, Doom, TableChanges};
use crate::types::value::{Key, Value};

/// Rows without objects, by their keys.
#[derive(Default)]
pub(super) struct Rows {
    all: KeyMap<OneRow>,
    /// How many there were ever: they are written in this order.
    count: u64,
}

/// What is known of a row, and what waits for a flush.
#[derive(Clone)]
pub(super) struct OneRow {
    number: u64,
    /// Its columns, NULL where one is not known.
    values: Vec<Value>,
    given: GivenColumns,
    doom: Option<Doom>,
}

impl OneRow {
    fn waits(&self) -> bool {
        !self.given.is_empty() || self.doom.is_some()
    }
}

impl Rows {
    pub fn has_changes(&self) -> bool {
        self.all.values().any(OneRow::waits)
    }

    /// Nothing waits any more. Of rows that count their versions the last one is kept: their parts are of an older.
    pub fn settle(&mut self, counts: bool) {
        self.all.retain(|_, row| {
            row.given.clear();
            row.doom.take().is_none() && counts
        });
    }

    /// Whether a row is to be deleted.
    pub fn is_doomed(&self, key: &Key) -> bool {
        self.all.get(key).is_some_and(|row| row.doom.is_some())
    }

    /// What waits for a row whose object comes.
    pub fn take(&mut self, key: &Key) -> Option<OneRow> {
        if self.all.is_empty() { None } else { self.all.remove(key) }
    }

    /// A row is again what it was.
    pub fn undo(&mut self, key: Key, row: OneRow) {
        self.all.insert(key, row);
    }
}

impl<E: Object> Store<E> {
    /// The row with a key, as a part knows it.
    fn row(&mut self, key: Key, values: Vec<Value>) -> &mut OneRow {
        self.rows.count += 1;
        let number = self.rows.count;
        let new = || OneRow { number, values: values.clone(), given: Vec::new(), doom: None };
        let row = self.rows.all.entry(key).or_insert_with(new);
        // Versions count up: the part may have been read before this session wrote the row, or after others did.
        if let Some(place) = E::VERSION
            && let [Value::Integer(known), Value::Integer(read)] =
                [&row.values[place], &values[place]]
            && known < read
            && !row.waits()
        {
            row.values = values;
        }
        row
    }

    /// Gives columns of the row with a key other values: of its object, if that is here.
    pub fn give_row(
        &mut self,
        key: Key,
        values: Vec<Value>,
        given: GivenColumns,
    ) -> Result<(), Error> {
        if let Some(slot) = self.position(&key) {
            let handle = self.handle(slot);
            return given.into_iter().try_for_each(|(place, value)| self.set(handle, place, value));
        }
        let deleted = format!("{} {key} is deleted", E::def().name);
        let row = self.row(key, values);
        if row.doom.is_some() {
            return Err(Error::other(deleted));
        }
        for (place, value) in given {
            row.given.retain(|(known, _)| *known != place);
            row.given.push((place, value));
        }
        Ok(())
    }

    /// Deletes the row with a key, or marks it as deleted.
    pub fn delete_row(&mut self, key: Key, values: Vec<Value>, doom: Doom) -> Result<(), Error> {
        if let Some(slot) = self.position(&key) {
            return self.delete(self.handle(slot), doom);
        }
        self.row(key, values).doom = Some(doom);
        Ok(())
    }

    /// The object of a row has come, of which something waits: that is said of the object.
    pub(super) fn adopt(&mut self, key: &Key, slot: u32) {
        let Some(row) = self.rows.take(key).filter(OneRow::waits) else { return };
        if self.apply(slot, &row).is_err() {
            // The row is written as it was said, and its object is not known until it is read again.
            self.expire_slot(slot);
            self.rows.undo(key.clone(), row);
        }
    }

    fn apply(&mut self, slot: u32, row: &OneRow) -> Result<(), Error> {
        let handle = self.handle(slot);
        // Where the row has another version by now, the flush is to find it stale.
        if let Some(place) = E::VERSION {
            self.write(slot, place, row.values[place].clone())?;
        }
        for (place, value) in &row.given {
            self.set(handle, *place, value.clone())?;
        }
        row.doom.map_or(Ok(()), |doom| self.delete(handle, doom))
    }

    /// What waits for a flush.
    pub(super) fn change_rows(&self, changes: &mut TableChanges<'_>) -> Result<(), Error> {
        let mut rows: Vec<_> = self.rows.all.iter().filter(|(_, row)| row.waits()).collect();
        rows.sort_unstable_by_key(|(_, row)| row.number);
        for (key, row) in rows {
            let key = key.clone();
            let version = E::VERSION.map(|place| row.values[place].clone());
            if let Some(doom) = row.doom {
                let values = row.values.clone();
                changes.deleted.push(DeletedRow { slot: None, key, version, values, doom });
                continue;
            }
            let (mut set, mut refers) = (Vec::new(), GivenColumns::new());
            for (place, given) in &row.given {
                match given {
                    Given::Value(value) => set.push((*place, value.clone())),
                    Given::Key(_) => refers.push((*place, given.clone())),
                }
            }
            changes.changed.extend(self.changed_row(None, key, version, set, refers)?);
        }
        Ok(())
    }

    /// What a row to update has, as far as it is known.
    pub(super) fn had_row(&self, key: &Key) -> Option<Vec<Value>> {
        self.rows.all.get(key).map(|row| row.values.clone())
    }

    /// A row is written.
    pub(super) fn row_updated(&mut self, changed: &ChangedRow) {
        let Some(row) = self.rows.all.get_mut(&changed.key) else { return };
        self.undo.push(Undo::Row(Box::new((changed.key.clone(), row.clone()))));
        for (place, value) in &changed.set {
            row.values[*place] = value.clone();
        }
        if let Some(place) = E::VERSION
            && let Value::Integer(version) = &mut row.values[place]
        {
            *version += 1;
        }
    }

    /// A row is deleted: its key may be that of another one now.
    pub(super) fn row_deleted(&mut self, key: &Key) {
        if let Some(row) = self.rows.take(key) {
            self.undo.push(Undo::Row(Box::new((key.clone(), row))));
        }
    }
}
