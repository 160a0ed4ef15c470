//! Rows that are written by their values, in as many statements as that takes.

use crate::driver::Driver;
use crate::engine::Executor;
use crate::engine::nest::Nest;
use crate::error::Result;
use crate::orm::insert::ROWS;
use crate::orm::plan::{DeletedRow, Dependent, Fate};
use crate::query::effect::ReadWrite;
use crate::query::rows::{Below, ClearRows, DeleteRows, MarkRows, Rows, UpdateRows};
use crate::schema::def::{Deleted, TableDef};
use crate::types::value::{Key, Value};

/// Updates rows by their key, and gives how many there were.
pub(super) async fn update_rows<D: Driver>(
    nest: &mut impl Executor<Dialect = D, Access = ReadWrite>,
    rows: Rows<'_>,
    key: usize,
    version: Option<usize>,
) -> Result<u64> {
    let mut written = 0;
    for part in (UpdateRows { rows, key, version }).parts::<D>() {
        written += nest.execute(&part).await?;
    }
    Ok(written)
}

/// Deletes rows by their values, or those below them, and gives how many there were.
pub(super) async fn delete_rows<D: Driver>(
    nest: &mut impl Executor<Dialect = D, Access = ReadWrite>,
    rows: Rows<'_>,
    below: &[Below],
) -> Result<u64> {
    let binds = rows.places.len();
    let mut written = 0;
    for rows in rows.parts::<D>(ROWS, binds) {
        written += nest.execute(&DeleteRows { rows, below }).await?;
    }
    Ok(written)
}

/// Marks rows as deleted by their values, and gives how many there were.
pub(super) async fn mark_rows<D: Driver>(
    nest: &mut Nest<'_, D>,
    rows: Rows<'_>,
    column: Deleted,
    version: Option<usize>,
) -> Result<u64> {
    let binds = rows.places.len();
    let mut written = 0;
    for rows in rows.parts::<D>(ROWS, binds) {
        written += nest.execute(&MarkRows { rows, column, version }).await?;
    }
    Ok(written)
}

/// Sets one column of rows, by their key: also of those that are marked as deleted.
pub(super) async fn set_by_key<'k, D: Driver>(
    nest: &mut Nest<'_, D>,
    table: &'static TableDef,
    key: &[usize],
    place: usize,
    rows: impl Iterator<Item = (&'k Key, &'k Value)>,
) -> Result<()> {
    let places: Vec<usize> = key.iter().copied().chain([place]).collect();
    let values = rows.flat_map(|(key, value)| key.values().iter().chain([value]));
    let values: Vec<&Value> = values.collect();
    let rows = Rows { table, places: &places, values: &values };
    update_rows(&mut nest.with_deleted(), rows, key.len(), None).await.map(drop)
}

/// Rows that depend on deleted ones, and for which the database does nothing: also those that are only
/// marked as deleted, whose foreign key is there as well.
pub(super) async fn release<'r, D: Driver>(
    nest: &mut Nest<'_, D>,
    dependent: &Dependent,
    deleted: impl Iterator<Item = &'r DeletedRow>,
) -> Result<()> {
    let Dependent { first: Below { table, places, targets }, further: below, fate } = dependent;
    let values = deleted.flat_map(|row| targets.iter().map(|at| &row.values[*at]));
    let values: Vec<&Value> = values.collect();
    let rows = Rows { table, places, values: &values };
    if *fate == Fate::Delete {
        return delete_rows(&mut nest.with_deleted(), rows, below).await.map(drop);
    }
    clear_rows(nest, rows, below, &dependent.rows().places).await
}

/// Sets columns to NULL of rows with these values, or of those below them: also of those that are marked as deleted.
pub(super) async fn clear_rows<D: Driver>(
    nest: &mut Nest<'_, D>,
    rows: Rows<'_>,
    below: &[Below],
    columns: &[usize],
) -> Result<()> {
    let binds = rows.places.len();
    for rows in rows.parts::<D>(ROWS, binds) {
        nest.with_deleted().execute(&ClearRows { rows, below, columns }).await?;
    }
    Ok(())
}
