use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let invoice = session.all(&select(Invoice.only(invoices::number))).await?.remove(0);
    session.give(&invoice, invoices::number.set(7))?;
    session.commit().await
}

fn main() {
    let _ = work;
}
