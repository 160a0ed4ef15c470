// error: column `series` cannot be updated: it is immutable or generated
// label: leave `series` out

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let invoice = session.all(&select(Invoice.only(invoices::number))).await?.remove(0);
    session.give(&invoice, invoices::series.set("B"))?;
    session.commit().await
}

fn main() {
    let _ = work;
}
