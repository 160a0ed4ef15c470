use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(invoices::table).set(invoices::price.set(6)).filter(invoices::total.gt(5));
}
