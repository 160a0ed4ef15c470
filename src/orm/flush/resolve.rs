//! Values in place of the objects that columns are given, where their keys are known before the flush.

use super::{target, value};
use crate::driver::Driver;
use crate::error::Result;
use crate::orm::any::Stores;
use crate::orm::draft::{Given, GivenColumns};
use crate::orm::handle::{At, Ref};
use crate::orm::plan::TableChanges;
use crate::schema::def::TableDef;
use crate::types::value::Value;

/// Puts values in place of objects whose keys are known, so that these can be compared: of those which are meant.
pub(in crate::orm) fn resolve_known<D: Driver>(
    stores: &Stores<D>,
    def: &'static TableDef,
    columns: &mut GivenColumns,
    is_meant: impl Fn(At) -> bool,
) {
    for (place, given) in columns {
        if let Given::Key(of) = given
            && is_meant(of.at)
            && let Ok(value) = known(stores, def, *place, of)
        {
            *given = Given::Value(value);
        }
    }
}

/// Puts values in place of new objects to which keys are given: it gives the columns of the new rows where there are
/// some.
pub(super) fn resolve_new<D: Driver>(
    stores: &Stores<D>,
    changes: &TableChanges<'_>,
) -> Vec<(usize, GivenColumns)> {
    let def = changes.table;
    let value = |place: usize, given: &Given| match given {
        Given::Key(of) => known(stores, def, place, of).ok(),
        Given::Value(_) => None,
    };
    let mut resolved: Vec<(usize, GivenColumns)> = Vec::new();
    if def.foreign_keys.is_empty() {
        return resolved;
    }
    for (row, new) in changes.new.iter().enumerate() {
        for (at, (place, given)) in new.given.iter().enumerate() {
            let Some(value) = value(*place, given) else { continue };
            if resolved.last().is_none_or(|(last, _)| *last != row) {
                resolved.push((row, new.given.clone()));
            }
            if let Some((_, columns)) = resolved.last_mut() {
                columns[at].1 = Given::Value(value);
            }
        }
    }
    resolved
}

/// The value of a column for which an object is given, if it is known: one that is new may have it given.
pub(in crate::orm) fn known<D: Driver>(
    stores: &Stores<D>,
    def: &'static TableDef,
    place: usize,
    of: &Ref,
) -> Result<Value> {
    let target = target(stores, def, place, of)?;
    if let (At::New(number), Some(store)) = (of.at, stores.position(of.kind))
        && of.session == stores.session()
        && let Some(given) = stores.get(store).given(number)
        && let Some((_, Given::Value(value))) = given.iter().find(|(at, _)| *at == target)
    {
        return Ok(value.clone());
    }
    value(stores, of, target)
}
