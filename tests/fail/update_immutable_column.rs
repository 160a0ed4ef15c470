// error: column `blog::invoices::series` cannot be updated: it is immutable or generated
// label: leave `blog::invoices::series` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(invoices::table).set(invoices::series.set("B")).filter(invoices::id.eq(1));
}
