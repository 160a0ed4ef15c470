// error: column `blog::invoices::total` cannot be inserted: the database generates it
// label: leave `blog::invoices::total` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(invoices::table).values((
        invoices::series.set("A"),
        invoices::number.set(1),
        invoices::price.set(2),
        invoices::amount.set(3),
        invoices::paid.set(false),
        invoices::total.set(6),
    ));
}
