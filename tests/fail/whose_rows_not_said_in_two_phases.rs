// error: the rows of `blog::notes::table` belong to tenants, and the statement does not say whose it means
// label: add `.tenant(tenant)`, or `.across_tenants()` where those of all are meant
// passes: tenant_not_said_by_delete.rs

use blog::*;
use relata::engine::Transaction;
use relata::prelude::*;
use relata::query::effect::Preparable;

async fn forget(tx: &mut Transaction<'_, Sqlite, Preparable>) -> Result<u64, relata::Error> {
    tx.execute(&delete(notes::table).filter(notes::id.eq(1))).await
}

fn main() {
    let _ = forget;
}
