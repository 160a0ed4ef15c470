// error: column `blog::invoices::series` cannot be updated: it is immutable or generated
// label: leave `blog::invoices::series` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(invoices::table)
        .values((
            invoices::series.set("A"),
            invoices::number.set(1),
            invoices::price.set(2),
            invoices::amount.set(3),
            invoices::paid.set(false),
        ))
        .on_conflict((invoices::series, invoices::number))
        .do_update(invoices::series.set("B"));
}
