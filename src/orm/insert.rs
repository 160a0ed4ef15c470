//! INSERT of new objects, and which row the database has made of which.
//!
//! RETURNING gives its rows in any order, so the order is not trusted. Rows whose key is given are
//! known by it. The numbers of an identity column are given in the order of the rows of VALUES, so
//! the smallest is that of the first row. Where the database makes the key in another way, rows are
//! inserted one by one.

use std::collections::HashMap;

use super::any::Written;
use super::object::{Object, from_values, key_at};
use super::store::Store;
use crate::driver::Driver;
use crate::engine::Executor as _;
use crate::engine::nest::Nest;
use crate::error::{Error, Result};
use crate::query::numbers::FirstAndStep;
use crate::query::rows::{Among, InsertRows, Rows, RowsByKey};
use crate::render::spec::Made;
use crate::schema::def::{ColumnDef, TableDef};
use crate::types::value::{Key, Value};

/// How many rows have one statement.
pub(super) const ROWS: usize = 64;
/// How many keys are looked for by one statement.
pub(super) const KEYS: usize = 500;

/// Inserts the rows of new objects, and keeps these.
pub(super) async fn insert<D: Driver, E: Object>(
    store: &mut Store<E>,
    nest: &mut Nest<'_, D>,
    mut rows: Rows,
    numbers: &[u32],
    epoch: u32,
) -> Result<()> {
    let made = made(store.def(), &rows.places);
    let identity = made.iter().copied().find(|place| E::def().columns[*place].identity.is_some());
    let is_alone = made.len() == 1 && identity.is_some();
    let key_given = store.key_places().iter().all(|place| rows.places.contains(place));
    let objects = match (nest.spec().made, identity) {
        _ if made.is_empty() => {
            for part in parts::<D>(&mut rows) {
                let insert = InsertRows::new(part);
                nest.execute(&insert).await?;
                rows.values.extend(insert.rows.values);
            }
            objects(rows, numbers.len(), None)?
        }
        _ if rows.places.is_empty() && numbers.len() > 1 || (identity.is_none() && !key_given) => {
            return one_by_one(store, nest, rows, numbers, epoch).await;
        }
        (Made::Returned, Some(identity)) if is_alone => {
            let mut given = Vec::with_capacity(numbers.len());
            for part in parts::<D>(&mut rows) {
                let insert = InsertRows::new(part).returning_number(identity);
                given.extend(nest.all(&insert).await?);
                rows.values.extend(insert.rows.values);
            }
            given.sort_unstable();
            objects(rows, numbers.len(), Some((identity, given)))?
        }
        (Made::Returned, _) => {
            let mut objects: Vec<E> = Vec::with_capacity(numbers.len());
            for part in parts::<D>(&mut rows) {
                let insert = InsertRows::new(part).returning_row::<E>();
                objects.extend(nest.all(&insert).await?);
                rows.values.extend(insert.rows.values);
            }
            match identity {
                Some(place) => objects.sort_by_cached_key(|object| number(object, place)),
                None => sort_by_keys(&mut objects, &rows, store.key_places())?,
            }
            objects
        }
        (Made::FirstNumber(_), _) => {
            let given = numbered::<D>(nest, &mut rows, identity).await?;
            if is_alone {
                objects(rows, numbers.len(), given)?
            } else {
                let keys = keys(&rows, numbers.len(), given.as_ref(), store.key_places());
                again(nest, &keys, store.key_places()).await?
            }
        }
    };
    if objects.len() != numbers.len() {
        return Err(Error::other(format!(
            "{} rows of {} were inserted, but {} came back",
            numbers.len(),
            E::def().name,
            objects.len()
        )));
    }
    for (number, object) in numbers.iter().zip(objects) {
        store.inserted(*number, object, epoch);
    }
    Ok(())
}

/// Rows as they are written. Their values are taken out, and whoever has written them puts them back.
fn parts<D: Driver>(rows: &mut Rows) -> impl Iterator<Item = Rows> + use<D> {
    let values = std::mem::take(&mut rows.values);
    // What comes back has room.
    rows.values.reserve(values.len());
    let all = Rows { table: rows.table, places: rows.places.clone(), values };
    // A row of defaults has no values, and is alone.
    let alone = rows.places.is_empty().then(|| all.clone());
    let binds = rows.places.len();
    alone.into_iter().chain(all.parts::<D>(ROWS, binds))
}

/// The columns whose values the database makes where they are not given.
fn made(def: &'static TableDef, given: &[usize]) -> Vec<usize> {
    let makes = |column: &ColumnDef| {
        column.default.is_some() || column.identity.is_some() || column.computed.is_some()
    };
    let places = (0..def.columns.len()).filter(|place| !given.contains(place));
    places.filter(|place| makes(&def.columns[*place])).collect()
}

/// One statement for each row.
async fn one_by_one<D: Driver, E: Object>(
    store: &mut Store<E>,
    nest: &mut Nest<'_, D>,
    rows: Rows,
    numbers: &[u32],
    epoch: u32,
) -> Result<()> {
    let width = rows.places.len();
    if numbers.len() == 1 {
        if nest.spec().made != Made::Returned {
            return Err(Error::other(format!(
                "{} cannot tell the key that it makes for {}: give it",
                nest.spec().name,
                E::def().name
            )));
        }
        let insert = InsertRows::new(rows).returning_row::<E>();
        for (object, number) in nest.all(&insert).await?.into_iter().zip(numbers) {
            store.inserted(*number, object, epoch);
        }
        return Ok(());
    }
    for (at, number) in numbers.iter().enumerate() {
        let values = rows.values[at * width..(at + 1) * width].to_vec();
        let row = Rows { table: rows.table, places: rows.places.clone(), values };
        Box::pin(insert(store, nest, row, &[*number], epoch)).await?;
    }
    Ok(())
}

/// The objects of rows of which all is known but a number.
fn objects<E: Object>(
    rows: Rows,
    count: usize,
    given: Option<(usize, Vec<i64>)>,
) -> Result<Vec<E>> {
    let columns = E::def().columns;
    if given.as_ref().is_some_and(|(_, numbers)| numbers.len() != count) {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = columns.iter().map(|column| Value::Null(column.kind)).collect();
    let mut written = rows.values.into_iter();
    let object = |at: usize| {
        for (place, value) in rows.places.iter().zip(written.by_ref()) {
            values[*place] = value;
        }
        if let Some((place, numbers)) = &given {
            values[*place] = Value::Integer(numbers[at]);
        }
        from_values(&values)
    };
    (0..count).map(object).collect()
}

fn number<E: Object>(object: &E, place: usize) -> i64 {
    match super::object::value_at(object, place) {
        Value::Integer(number) => number,
        _ => 0,
    }
}

/// Brings objects into the order of the rows that they come from, by the keys that these give.
fn sort_by_keys<E: Object>(objects: &mut [E], rows: &Rows, key: &[usize]) -> Result<()> {
    let width = rows.places.len().max(1);
    let column = |place: &usize| rows.places.iter().position(|given| given == place);
    let columns: Vec<usize> = key.iter().filter_map(column).collect();
    let order = rows.values.chunks(width).enumerate();
    let order: HashMap<Key, usize> = order
        .map(|(at, row)| (columns.iter().map(|column| row[*column].clone()).collect(), at))
        .collect();
    let unknown = |object: &E| !order.contains_key(&key_at(object, key));
    if objects.iter().any(unknown) {
        return Err(Error::other(format!(
            "{} has changed a key that was given to it",
            E::def().name
        )));
    }
    objects.sort_by_cached_key(|object| order.get(&key_at(object, key)).copied());
    Ok(())
}

/// Where no RETURNING gives them, the numbers of the rows follow that of the first one.
async fn numbered<D: Driver>(
    nest: &mut Nest<'_, D>,
    rows: &mut Rows,
    identity: Option<usize>,
) -> Result<Option<(usize, Vec<i64>)>> {
    let mut given = Vec::with_capacity(rows.len());
    for part in parts::<D>(rows) {
        let len = part.len().max(1);
        let insert = InsertRows::new(part);
        nest.execute(&insert).await?;
        rows.values.extend(insert.rows.values);
        if identity.is_some() {
            let (first, step) = nest.one(&FirstAndStep).await?;
            given.extend((0..len as i64).map(|at| first + at * step));
        }
    }
    Ok(identity.map(|identity| (identity, given)))
}

/// The keys of rows, which are known but for a number.
fn keys(rows: &Rows, count: usize, given: Option<&(usize, Vec<i64>)>, key: &[usize]) -> Vec<Key> {
    let width = rows.places.len();
    let value = |at: usize, place: usize| match given {
        Some((identity, numbers)) if *identity == place => {
            numbers.get(at).copied().map(Value::Integer)
        }
        _ => {
            let column = rows.places.iter().position(|given| *given == place);
            column.and_then(|column| rows.values.get(at * width + column).cloned())
        }
    };
    (0..count).map(|at| key.iter().filter_map(|place| value(at, *place)).collect()).collect()
}

/// The rows with these keys as the database has them, in this order.
async fn again<D: Driver, E: Object>(
    nest: &mut Nest<'_, D>,
    keys: &[Key],
    key: &[usize],
) -> Result<Vec<E>> {
    let mut rows: HashMap<Key, E> = HashMap::new();
    for row in by_keys::<D, E>(nest, keys, key).await? {
        rows.insert(key_at(&row, key), row);
    }
    Ok(keys.iter().filter_map(|key| rows.remove(key)).collect())
}

/// The rows with these keys, in any order.
pub(super) async fn by_keys<D: Driver, E: Object>(
    nest: &mut Nest<'_, D>,
    keys: &[Key],
    key: &[usize],
) -> Result<Vec<E>> {
    let kind = key.first().map_or(crate::types::Kind::Int64, |place| E::def().columns[*place].kind);
    let mut rows = Vec::with_capacity(keys.len());
    for part in keys.chunks(KEYS) {
        let values = part.iter().flat_map(Key::values).cloned().collect();
        rows.extend(nest.all(&RowsByKey::<E>::new(Among::new(key.len(), kind, values))).await?);
    }
    Ok(rows)
}

/// Why rows could not be written: they are gone, or have another version.
pub(super) async fn stale<D: Driver, E: Object>(
    store: &mut Store<E>,
    nest: &mut Nest<'_, D>,
    rows: Vec<Written>,
) -> Result<String> {
    let keys: Vec<Key> = rows.iter().map(|row| row.key.clone()).collect();
    let found = by_keys::<D, E>(nest, &keys, store.key_places()).await?;
    let name = E::def().name;
    for Written { key, version } in rows {
        let row = found.iter().find(|row| key_at(*row, store.key_places()) == key);
        let Some(row) = row else { return Ok(format!("{name} {key} is gone")) };
        let now = E::VERSION.map(|place| super::object::value_at(row, place));
        if let (Some(had), Some(now)) = (version, now)
            && had != now
        {
            return Ok(format!("{name} {key} has version {now}, and {had} was expected"));
        }
    }
    Ok(format!("rows of {name} were not written, though they are there"))
}
