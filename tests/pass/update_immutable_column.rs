use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(invoices::table).set(invoices::number.set(2)).filter(invoices::series.eq("B"));
}
