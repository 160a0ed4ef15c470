//! INSERT of new objects, and which row the database has made of which.
//!
//! RETURNING gives its rows in any order, so the order is not trusted. Rows whose key is given are
//! known by it. The numbers of an identity column are given in the order of the rows of VALUES, so
//! the smallest is that of the first row. Where the database makes the key in another way, rows are
//! inserted one by one.

use std::collections::HashMap;

use super::any::Written;
use super::draft::{Given, GivenColumns};
use super::object::{Object, from_values, key_at};
use super::store::{Epoch, Store};
use crate::driver::Driver;
use crate::engine::Executor;
use crate::engine::nest::Nest;
use crate::error::{Error, Result};
use crate::query::effect::ReadWrite;
use crate::query::numbers::LastNumbers;
use crate::query::rows::{Among, InsertRows, NewRows, RowsByKey};
use crate::render::Spec;
use crate::render::spec::{Lists, Made};
use crate::schema::def::{ColumnDef, TableDef};
use crate::types::value::{Key, Value};

/// How many rows have one statement.
pub(super) const ROWS: usize = 64;
/// How many keys of so many columns are looked for by one statement: many where they are one value.
pub(super) fn keys_at_once(spec: &Spec, width: usize) -> usize {
    match spec.lists {
        Lists::Array | Lists::Json if width == 1 => 16_384,
        Lists::Padded if width == 1 => 4096,
        _ => 500,
    }
}

/// Inserts new objects, and keeps them. In place of references stand these values, in their order.
pub(super) async fn insert<D: Driver, E: Object>(
    store: &mut Store<E>,
    nest: &mut Nest<'_, D>,
    places: &[usize],
    numbers: &[u32],
    keys: &[Value],
    epoch: Epoch,
) -> Result<()> {
    store.reserve(numbers.len());
    let size = ROWS.min(D::SPEC.max_binds / places.len().max(1)).max(1);
    let (mut keys, mut last) = (keys.iter(), Last { asks: store.asks_for_numbers, known: None });
    for part in numbers.chunks(size) {
        let is_full = part.len() == size;
        let done =
            insert_part(store, nest, places, part, is_full, &mut keys, &mut last, epoch).await;
        store.asks_for_numbers = last.asks;
        done?;
    }
    Ok(())
}

/// The same of as many as a statement takes, so that what is made of them is still at hand.
#[allow(clippy::too_many_arguments, reason = "it is the body of a loop")]
async fn insert_part<D: Driver, E: Object>(
    store: &mut Store<E>,
    nest: &mut Nest<'_, D>,
    places: &[usize],
    numbers: &[u32],
    is_full: bool,
    keys: &mut std::slice::Iter<'_, Value>,
    last: &mut Last,
    epoch: Epoch,
) -> Result<()> {
    let given: Vec<GivenColumns> = numbers.iter().map(|number| store.lend(*number)).collect();
    let mut values = Vec::with_capacity(places.len() * given.len());
    for row in &given {
        let is_all = row.len() == places.len();
        for (_, given) in row.iter().filter(|(place, _)| is_all || places.contains(place)) {
            match given {
                Given::Value(value) => values.push(value),
                Given::Key(_) => values.extend(keys.next()),
            }
        }
    }
    let rows = NewRows { table: E::def(), places, values: &values, is_full };
    let written = write::<D, E>(nest, rows, numbers.len(), store.key_places(), last).await;
    let written = match written {
        Ok(objects) if objects.len() == numbers.len() => Ok(objects),
        Ok(objects) => Err(Error::other(format!(
            "{} rows of {} were inserted, but {} came back",
            numbers.len(),
            E::def().name,
            objects.len()
        ))),
        Err(error) => Err(error),
    };
    match written {
        Ok(objects) => {
            for ((number, given), object) in numbers.iter().zip(given).zip(objects) {
                store.inserted(*number, object, given, epoch);
            }
            Ok(())
        }
        Err(error) => {
            for (number, given) in numbers.iter().zip(given) {
                store.give_back(*number, given);
            }
            Err(error)
        }
    }
}

/// Inserts so many rows, and gives their objects in this order.
async fn write<D: Driver, E: Object>(
    nest: &mut Nest<'_, D>,
    rows: NewRows<'_>,
    count: usize,
    key: &[usize],
    last: &mut Last,
) -> Result<Vec<E>> {
    let made = made(rows.table, rows.places);
    let identity = made.iter().copied().find(|place| rows.table.columns[*place].identity.is_some());
    let is_alone = made.len() == 1 && identity.is_some();
    let key_given = key.iter().all(|place| rows.places.contains(place));
    match (nest.spec().made, identity) {
        _ if made.is_empty() => {
            nest.execute(&InsertRows::<E>::new(rows)).await?;
            objects(rows, count, None)
        }
        _ if count > 1 && (rows.places.is_empty() || (identity.is_none() && !key_given)) => {
            one_by_one(nest, rows, count, key, last).await
        }
        (Made::FirstNumber(_), None) if !key_given => Err(Error::other(format!(
            "{} cannot tell the key that it makes for {}: give it",
            nest.spec().name,
            rows.table.name
        ))),
        (Made::FirstNumber(_), _) => {
            let given = numbered::<D, E>(nest, rows, count, identity).await?;
            if is_alone {
                return objects(rows, count, given);
            }
            let keys = keys(rows, count, given.as_ref(), key);
            again(nest, &keys, key).await
        }
        (_, Some(identity)) if is_alone => {
            let given = returned::<D, E>(nest, rows, count, identity, last).await?;
            objects(rows, count, Some((identity, given)))
        }
        _ => {
            let mut objects = nest.all(&InsertRows::<E>::new(rows).returning_row()).await?;
            match identity {
                Some(place) => objects.sort_by_cached_key(|object| number(object, place)),
                None if count > 1 => sort_by_keys(&mut objects, rows, key)?,
                None => {}
            }
            Ok(objects)
        }
    }
}

/// The columns whose values the database makes where they are not given.
fn made(def: &'static TableDef, given: &[usize]) -> Vec<usize> {
    let makes = |column: &ColumnDef| {
        column.default.is_some() || column.identity.is_some() || column.computed.is_some()
    };
    let places = (0..def.columns.len()).filter(|place| !given.contains(place));
    places.filter(|place| makes(&def.columns[*place])).collect()
}

/// What is known of the numbers of new rows.
struct Last {
    /// Whether each has to be asked for, since a trigger writes rows too.
    asks: bool,
    /// The number of the row that was inserted last, and how many rows were written until then.
    known: Option<(i64, i64)>,
}

/// The numbers of new rows, in order. Where RETURNING costs much, only the first part asks by it: the rows of
/// the others are numbered after these one by one, unless a trigger writes as well, which the count tells.
async fn returned<D: Driver, E: Object>(
    nest: &mut Nest<'_, D>,
    rows: NewRows<'_>,
    count: usize,
    identity: usize,
    last: &mut Last,
) -> Result<Vec<i64>> {
    let Some((number, written)) = last.known else {
        let insert = InsertRows::<E>::new(rows).returning_number(identity);
        let mut numbers = nest.all(&insert).await?;
        numbers.sort_unstable();
        if !last.asks && rows.is_full && matches!(nest.spec().made, Made::LastNumber(_)) {
            let now = nest.one(&LastNumbers).await?;
            last.known = (numbers.last() == Some(&now.0)).then_some(now);
        }
        return Ok(numbers);
    };
    nest.execute(&InsertRows::<E>::new(rows)).await?;
    let now = nest.one(&LastNumbers).await?;
    let count = count as i64;
    if (now.0.checked_sub(count), now.1.checked_sub(count)) != (Some(number), Some(written)) {
        last.asks = true;
        return Err(Error::other(format!("a trigger writes into {} as well", rows.table.name)));
    }
    last.known = Some(now);
    Ok((number + 1..=now.0).collect())
}

/// One statement for each row.
async fn one_by_one<D: Driver, E: Object>(
    nest: &mut Nest<'_, D>,
    rows: NewRows<'_>,
    count: usize,
    key: &[usize],
    last: &mut Last,
) -> Result<Vec<E>> {
    let width = rows.places.len();
    let mut objects = Vec::with_capacity(count);
    for at in 0..count {
        let row =
            NewRows { values: &rows.values[at * width..(at + 1) * width], is_full: false, ..rows };
        objects.extend(Box::pin(write::<D, E>(nest, row, 1, key, last)).await?);
    }
    Ok(objects)
}

/// The objects of rows of which all is known but a number.
fn objects<E: Object>(
    rows: NewRows<'_>,
    count: usize,
    numbers: Option<(usize, Vec<i64>)>,
) -> Result<Vec<E>> {
    let absent: Vec<_> = rows.table.columns.iter().map(|column| Value::Null(column.kind)).collect();
    let mut row: Vec<&Value> = absent.iter().collect();
    let (place, numbers) = numbers.unzip();
    let numbers: Option<Vec<_>> =
        numbers.map(|numbers| numbers.into_iter().map(Value::Integer).collect());
    if numbers.as_ref().is_some_and(|numbers| numbers.len() != count) {
        return Ok(Vec::new());
    }
    let width = rows.places.len();
    let mut objects = Vec::with_capacity(count);
    for at in 0..count {
        for (place, value) in rows.places.iter().zip(&rows.values[at * width..]) {
            row[*place] = value;
        }
        if let (Some(place), Some(numbers)) = (place, &numbers) {
            row[place] = &numbers[at];
        }
        objects.push(from_values(&row[..])?);
    }
    Ok(objects)
}

fn number<E: Object>(object: &E, place: usize) -> i64 {
    match super::object::value_at(object, place) {
        Value::Integer(number) => number,
        _ => 0,
    }
}

/// Brings objects into the order of the rows that they come from, by the keys that these give.
fn sort_by_keys<E: Object>(objects: &mut [E], rows: NewRows<'_>, key: &[usize]) -> Result<()> {
    let column = |place: &usize| rows.places.iter().position(|given| given == place);
    let columns: Vec<usize> = key.iter().filter_map(column).collect();
    let order: HashMap<Key, usize> = rows
        .each()
        .enumerate()
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
async fn numbered<D: Driver, E: Object>(
    nest: &mut Nest<'_, D>,
    rows: NewRows<'_>,
    count: usize,
    identity: Option<usize>,
) -> Result<Option<(usize, Vec<i64>)>> {
    nest.execute(&InsertRows::<E>::new(rows)).await?;
    let Some(identity) = identity else { return Ok(None) };
    let (first, step) = nest.one(&LastNumbers).await?;
    Ok(Some((identity, (0..count as i64).map(|at| first + at * step).collect())))
}

/// The keys of rows, which are known but for a number.
fn keys(
    rows: NewRows<'_>,
    count: usize,
    given: Option<&(usize, Vec<i64>)>,
    key: &[usize],
) -> Vec<Key> {
    let width = rows.places.len();
    let value = |at: usize, place: usize| match given {
        Some((identity, numbers)) if *identity == place => {
            numbers.get(at).copied().map(Value::Integer)
        }
        _ => {
            let column = rows.places.iter().position(|given| *given == place);
            column.and_then(|column| rows.values.get(at * width + column)).copied().cloned()
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
    let spec = nest.spec();
    for row in by_keys(&mut nest.with_deleted(), spec, keys, key, RowsByKey::new).await? {
        rows.insert(key_at(&row, key), row);
    }
    Ok(keys.iter().filter_map(|key| rows.remove(key)).collect())
}

/// The rows with these keys, in any order.
pub(super) async fn by_keys<E: Object>(
    nest: &mut impl Executor<Dialect: Driver, Access = ReadWrite>,
    spec: &Spec,
    keys: &[Key],
    key: &[usize],
    query: impl Fn(Among) -> RowsByKey<E>,
) -> Result<Vec<E>> {
    let kind = key.first().map_or(crate::types::Kind::Int64, |place| E::def().columns[*place].kind);
    let mut rows = Vec::with_capacity(keys.len());
    for part in keys.chunks(keys_at_once(spec, key.len())) {
        let values = part.iter().flat_map(Key::values).cloned().collect();
        rows.extend(nest.all(&query(Among::new(key.len(), kind, values))).await?);
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
    let spec = nest.spec();
    let found = by_keys::<E>(nest, spec, &keys, store.key_places(), RowsByKey::new).await?;
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
    // Nobody else has written them.
    Ok(format!("rows of {name} go along with what the same flush deletes, and are changed by it"))
}
