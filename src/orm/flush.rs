//! The steps of a plan as statements, and what they tell the objects.

mod follow;
mod resolve;
mod rows;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

pub(super) use self::follow::Wrote;
use self::resolve::resolve_new;
pub(super) use self::resolve::{known, resolve_known};
use self::rows::{clear_rows, delete_rows, mark_rows, release, set_by_key, update_rows};
use super::any::{AnyStore, Stores, Written};
use super::draft::Given;
use super::handle::{At, Ref};
use super::hooks::Flushed;
use super::insert::ROWS;
use super::object::{places, same};
use super::plan::{ChangedRow, Changes, DeletedRow, Dependent, LinkChange, LinkFate, Step, plan};
use super::store::Epoch;
use crate::driver::Driver;
use crate::engine::Executor as _;
use crate::engine::nest::Nest;
use crate::error::{Error, Result};
use crate::query::rows::{InsertRows, NewRows, Rows};
use crate::schema::def::TableDef;
use crate::types::value::{Key, Value};

/// A row of a table between two others that is to be written.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub table: &'static TableDef,
    pub fate: LinkFate,
    /// Its columns, and the objects and columns that they reference.
    pub columns: Vec<(usize, Ref, usize)>,
}

impl Link {
    fn places(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|(place, ..)| *place)
    }

    fn change(&self) -> LinkChange {
        LinkChange { table: self.table, places: self.places().collect(), fate: self.fate }
    }

    /// Whether two are rows of a table that relate the same two others.
    fn is_like(&self, other: &Self) -> bool {
        same(self.table, other.table) && self.places().eq(other.places())
    }
}

/// What a flush does, without borrowing the objects.
pub(super) struct Work {
    tables: Vec<TableWork>,
    steps: Vec<Step>,
    links: Vec<Link>,
}

struct TableWork {
    store: usize,
    numbers: Vec<u32>,
    dependents: Vec<Dependent>,
    changed: Vec<ChangedRow>,
    deleted: Vec<DeletedRow>,
    cut: Vec<CutReference>,
}

/// A reference that is NULL at first.
struct CutReference {
    row: usize,
    place: usize,
    given: Given,
}

impl Work {
    /// Plans what is to be done.
    pub fn of<D: Driver>(stores: &Stores<D>, links: &[Link]) -> Result<Self> {
        let mut changes = Changes::default();
        let mut at = Vec::new();
        for (store, of) in stores.iter().enumerate() {
            let table = of.changes()?;
            if !(table.new.is_empty() && table.changed.is_empty() && table.deleted.is_empty()) {
                changes.tables.push(table);
                at.push(store);
            }
        }
        let resolved: Vec<_> =
            changes.tables.iter().map(|table| resolve_new(stores, table)).collect();
        for (table, resolved) in changes.tables.iter_mut().zip(&resolved) {
            resolved.iter().for_each(|(row, given)| table.new[*row].given = given);
        }
        changes.links = links.iter().map(Link::change).collect();
        let steps = plan(&mut changes)?;
        let mut cuts: Vec<Vec<CutReference>> = changes.tables.iter().map(|_| Vec::new()).collect();
        for step in &steps {
            let Step::Fill { table, place, rows } = step else { continue };
            for &row in rows {
                let given = changes.tables[*table].new[row].given;
                let given =
                    given.iter().find(|(at, _)| at == place).map(|(_, given)| given.clone());
                cuts[*table].extend(given.map(|given| CutReference { row, place: *place, given }));
            }
        }
        let tables = changes.tables.into_iter().zip(at).zip(cuts);
        let tables = tables.map(|((table, store), cut)| TableWork {
            store,
            numbers: table.new.iter().map(|new| new.number).collect(),
            dependents: table.dependents,
            changed: table.changed,
            deleted: table.deleted,
            cut,
        });
        Ok(Self { tables: tables.collect(), steps, links: links.to_vec() })
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Runs the steps. Where one fails, it tells which.
    pub async fn run<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        nest: &mut Nest<'_, D>,
        epoch: Epoch,
    ) -> Result<(), (usize, Error)> {
        for (at, step) in self.steps.iter().enumerate() {
            self.step(stores, nest, epoch, step).await.map_err(|error| (at, error))?;
        }
        Ok(())
    }

    /// Runs the steps before the one that has failed, and that row by row: which of them the database
    /// refuses.
    pub async fn refused<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        nest: &mut Nest<'_, D>,
        epoch: Epoch,
        failed: usize,
    ) -> Result<Option<Ref>> {
        let Some((failed, before)) = self.steps.get(..=failed).and_then(<[_]>::split_last) else {
            return Ok(None);
        };
        for step in before {
            self.step(stores, nest, epoch, step).await?;
        }
        let (Step::Inserts { table, rows, .. } | Step::Updates { table, rows, .. }) = failed else {
            return Ok(None);
        };
        for row in rows {
            let (table, rows) = (*table, vec![*row]);
            let step = match failed {
                Step::Inserts { places, .. } => {
                    Step::Inserts { table, places: places.clone(), rows }
                }
                Step::Updates { places, .. } => {
                    Step::Updates { table, places: places.clone(), rows }
                }
                _ => return Ok(None),
            };
            if let Err(error) = self.step(stores, nest, epoch, &step).await {
                if !error.is_refusal() {
                    return Err(error);
                }
                let work = &self.tables[table];
                return Ok(Some(match failed {
                    Step::Inserts { .. } => stores.new_reference(work.store, work.numbers[*row]),
                    _ => stores.get(work.store).reference(work.changed[*row].slot),
                }));
            }
        }
        Ok(None)
    }

    /// Runs a step. New objects are kept at once, since others need their keys.
    async fn step<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        nest: &mut Nest<'_, D>,
        epoch: Epoch,
        step: &Step,
    ) -> Result<()> {
        match step {
            Step::Inserts { table, places, rows } => {
                let work = &self.tables[*table];
                let numbers: Vec<u32> = rows.iter().map(|row| work.numbers[*row]).collect();
                let keys = keys(stores, work.store, places, &numbers)?;
                let store = stores.get_mut(work.store);
                store.insert(nest, places, &numbers, &keys, epoch).await?;
            }
            Step::Fill { table, place, rows } => {
                self.fill(stores, nest, *table, *place, rows).await?
            }
            Step::Updates { table, places, rows } => {
                self.update(stores, nest, *table, places, rows).await?;
            }
            Step::Link { fate, links } => self.link(stores, nest, *fate, links).await?,
            Step::Release { table, dependent, rows } => {
                let work = &self.tables[*table];
                let rows = rows.iter().map(|row| &work.deleted[*row]);
                release(nest, &work.dependents[*dependent], rows).await?;
            }
            Step::CutOwn { .. } if nest.spec().deletes_own_references => {}
            Step::Cut { table, place, rows }
            | Step::CutOwn { table, place, rows }
            | Step::Leave { table, place, rows } => {
                let work = &self.tables[*table];
                let store = stores.get(work.store);
                let key = |row: &usize| match step {
                    Step::Leave { .. } => &work.changed[*row].key,
                    _ => &work.deleted[*row].key,
                };
                let values = rows.iter().flat_map(|row| key(row).values());
                let values: Vec<&Value> = values.collect();
                let rows = Rows { table: store.def(), places: store.key_places(), values: &values };
                clear_rows(nest, rows, &[], &[*place]).await?;
            }
            Step::Hold { table, rows }
            | Step::Marks { table, rows }
            | Step::Deletes { table, rows, .. } => {
                self.delete(stores, nest, step, *table, rows).await?;
            }
        }
        Ok(())
    }

    /// Tells the objects that all is written, and gives what was written besides to rows of which some may
    /// have no object.
    pub fn settle<D: Driver>(&self, stores: &mut Stores<D>, epoch: Epoch) -> Result<Vec<Wrote>> {
        for table in &self.tables {
            let def = stores.get(table.store).def();
            let changed = table.changed.iter().map(|row| resolved(stores, def, row));
            let changed = changed.collect::<Result<Vec<_>>>()?;
            let store = stores.get_mut(table.store);
            store.updated(&changed, epoch)?;
            store.deleted(&table.deleted.iter().collect::<Vec<_>>());
        }
        let wrote = self.follow(stores)?;
        stores.all().for_each(|store| store.settle());
        Ok(wrote)
    }

    /// What it was, once it is settled.
    pub fn flushed<D: Driver>(&self, stores: &Stores<D>) -> Result<Flushed> {
        let mut flushed = Flushed::default();
        for table in &self.tables {
            let store = stores.get(table.store);
            for number in &table.numbers {
                flushed.inserted.0.push(store.reference_of_new(*number)?);
            }
            let of = |slot| store.reference(slot);
            flushed.updated.0.extend(table.changed.iter().map(|row| of(row.slot)));
            flushed.deleted.0.extend(table.deleted.iter().map(|row| of(row.slot)));
        }
        Ok(flushed)
    }

    async fn fill<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        nest: &mut Nest<'_, D>,
        table: usize,
        place: usize,
        rows: &[usize],
    ) -> Result<()> {
        let work = &self.tables[table];
        let cut = work.cut.iter().filter(|cut| cut.place == place && rows.contains(&cut.row));
        let mut filled = Vec::with_capacity(rows.len());
        for cut in cut {
            let number = work.numbers[cut.row];
            let store = stores.get(work.store);
            let key = store.key_places().iter().map(|key| store.value(At::New(number), *key));
            let key = Key::from_iter(key.collect::<Result<Vec<_>>>()?);
            filled.push((number, key, resolve(stores, store.def(), place, &cut.given)?));
        }
        let store = stores.get_mut(work.store);
        let rows = filled.iter().map(|(_, key, value)| (key, value));
        set_by_key(nest, store.def(), store.key_places(), place, rows).await?;
        filled.into_iter().try_for_each(|(number, _, value)| store.fill(number, place, value))
    }

    async fn update<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        nest: &mut Nest<'_, D>,
        table: usize,
        places: &[usize],
        rows: &[usize],
    ) -> Result<()> {
        let work = &self.tables[table];
        let def = stores.get(work.store).def();
        let rows = rows.iter().map(|row| resolved(stores, def, &work.changed[*row]));
        let rows = rows.collect::<Result<Vec<_>>>()?;
        let store = stores.get_mut(work.store);
        let (key, version) = (store.key_places(), store.version());
        let columns = key.iter().copied().chain(version).chain(places.iter().copied());
        let columns: Vec<usize> = columns.collect();
        let values = rows.iter().flat_map(|row| {
            let set = row.set.iter().map(|(_, value)| value);
            row.key.values().iter().chain(&row.version).chain(set)
        });
        let values: Vec<&Value> = values.collect();
        let rows_of = Rows { table: store.def(), places: &columns, values: &values };
        let written = update_rows(nest, rows_of, key.len(), version).await?;
        let expected = rows.iter().map(|row| (&row.key, &row.version));
        expect(store, nest, written, expected).await
    }

    /// Deletes or marks rows, or compares their versions before and keeps others from them.
    async fn delete<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        nest: &mut Nest<'_, D>,
        step: &Step,
        table: usize,
        rows: &[usize],
    ) -> Result<()> {
        let work = &self.tables[table];
        let store = stores.get_mut(work.store);
        let is_held = matches!(step, Step::Deletes { is_held: true, .. });
        let rows: Vec<_> = rows.iter().map(|row| &work.deleted[*row]).collect();
        let version = store.version().filter(|_| !is_held);
        let columns = store.key_places().iter().copied().chain(version);
        let columns: Vec<usize> = columns.collect();
        let values = rows.iter().flat_map(|row| {
            row.key.values().iter().chain(row.version.as_ref().filter(|_| !is_held))
        });
        let values: Vec<&Value> = values.collect();
        let rows_of = Rows { table: store.def(), places: &columns, values: &values };
        let key = store.key_places().len();
        let written = match (step, store.def().deleted) {
            (Step::Hold { .. }, _) => {
                update_rows(&mut nest.with_deleted(), rows_of, key, version).await?
            }
            (Step::Marks { .. }, Some(column)) => mark_rows(nest, rows_of, column, version).await?,
            // One that is marked already is deleted as well.
            _ => delete_rows(&mut nest.with_deleted(), rows_of, &[]).await?,
        };
        // A row that is gone already is what was wanted, unless somebody else has changed it since.
        if version.is_some() {
            expect(store, nest, written, rows.iter().map(|row| (&row.key, &row.version))).await?;
        }
        // At once, since a row that is inserted next may have the key.
        if !matches!(step, Step::Hold { .. }) {
            store.deleted(&rows);
        }
        Ok(())
    }

    async fn link<D: Driver>(
        &self,
        stores: &mut Stores<D>,
        nest: &mut Nest<'_, D>,
        fate: LinkFate,
        links: &[usize],
    ) -> Result<()> {
        let Some(first) = links.first().map(|link| &self.links[*link]) else { return Ok(()) };
        let places: Vec<usize> = first.places().collect();
        // Two objects are linked or not, however often that was said: what was said last is so.
        let mut last: HashMap<Key, LinkFate> = HashMap::new();
        for link in self.links.iter().filter(|link| link.is_like(first)) {
            last.insert(key_of(stores, link)?, link.fate);
        }
        let mut written = HashSet::new();
        let mut values = Vec::with_capacity(links.len() * first.columns.len());
        for link in links {
            let key = key_of(stores, &self.links[*link])?;
            let is_so = match fate {
                LinkFate::Added => last.get(&key) == Some(&LinkFate::Added),
                LinkFate::Removed => last.contains_key(&key),
            };
            if is_so && written.insert(key.clone()) {
                values.extend(key.values().iter().cloned());
            }
        }
        let (table, values): (_, Vec<&Value>) = (first.table, values.iter().collect());
        match fate {
            LinkFate::Removed => {
                let rows = Rows { table, places: &places, values: &values };
                delete_rows(nest, rows, &[]).await.map(drop)
            }
            LinkFate::Added => {
                let rows = NewRows { table, places: &places, values: &values, is_full: false };
                for part in rows.parts::<D>(ROWS) {
                    // No type is known that has the table.
                    let part = NewRows { is_full: false, ..part };
                    nest.execute(&InsertRows::<()>::new(part)).await?;
                }
                Ok(())
            }
        }
    }
}

/// All rows were written that were to be.
async fn expect<'r, D: Driver>(
    store: &mut dyn AnyStore<D>,
    nest: &mut Nest<'_, D>,
    written: u64,
    rows: impl ExactSizeIterator<Item = (&'r Key, &'r Option<Value>)>,
) -> Result<()> {
    if written == rows.len() as u64 {
        return Ok(());
    }
    let rows = rows.map(|(key, version)| Written::new(key, version)).collect();
    // What is undone anyway is not to be taken for what others have written. Where it cannot be, all is.
    if nest.undo().await.is_err() || nest.deepen().await.is_err() {
        return Err(Error::lost());
    }
    Err(Error::stale(store.stale(nest, rows).await?))
}

/// The keys that stand in place of references in new objects, in the order of these.
fn keys<D: Driver>(
    stores: &Stores<D>,
    store: usize,
    places: &[usize],
    numbers: &[u32],
) -> Result<Vec<Value>> {
    let of = stores.get(store);
    if of.def().foreign_keys.is_empty() {
        return Ok(Vec::new());
    }
    let given = numbers.iter().filter_map(|number| of.given(*number)).flatten();
    let keys =
        given.filter(|(place, given)| matches!(given, Given::Key(_)) && places.contains(place));
    keys.map(|(place, given)| resolve(stores, of.def(), *place, given)).collect()
}

/// A row with the keys of the new objects that it refers to.
fn resolved<'r, D: Driver>(
    stores: &Stores<D>,
    def: &'static TableDef,
    row: &'r ChangedRow,
) -> Result<Cow<'r, ChangedRow>> {
    let mut row = Cow::Borrowed(row);
    for (place, given) in &row.refers.clone() {
        let value = resolve(stores, def, *place, given)?;
        if let Some((_, set)) = row.to_mut().set.iter_mut().find(|(set, _)| set == place) {
            *set = value;
        }
    }
    Ok(row)
}

/// The columns of a link, as they are written.
fn key_of<D: Driver>(stores: &Stores<D>, link: &Link) -> Result<Key> {
    link.columns.iter().map(|(_, of, target)| value(stores, of, *target)).collect()
}

/// The value of a column: where an object is given, that of its column which a foreign key leads to.
fn resolve<D: Driver>(
    stores: &Stores<D>,
    def: &'static TableDef,
    place: usize,
    given: &Given,
) -> Result<Value> {
    match given {
        Given::Value(value) => Ok(value.clone()),
        Given::Key(of) => known(stores, def, place, of),
    }
}

/// The column of an object to which a column leads that references it.
fn target<D: Driver>(
    stores: &Stores<D>,
    def: &'static TableDef,
    place: usize,
    of: &Ref,
) -> Result<usize> {
    let name = def.columns[place].name;
    let table = stores.position(of.kind).map(|at| stores.get(at).def());
    let found = def.foreign_keys.iter().find_map(|key| {
        let at = key.columns.iter().position(|column| *column == name)?;
        let leads = table.is_some_and(|table| same((key.target)(), table));
        places((key.target)(), &key.target_columns[at..=at]).first().copied().filter(|_| leads)
    });
    found.ok_or_else(|| {
        Error::other(format!("column `{}.{name}` references another table", def.name))
    })
}

/// A value of an object that is in the database.
fn value<D: Driver>(stores: &Stores<D>, of: &Ref, place: usize) -> Result<Value> {
    let unknown = || Error::other("an object of another session was given as a reference");
    let at = stores.position(of.kind).ok_or_else(unknown)?;
    if of.session != stores.session() {
        return Err(unknown());
    }
    stores.get(at).value(of.at, place)
}
