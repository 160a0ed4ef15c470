use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(invoices::table).filter(invoices::paid.eq(false)).select(invoices::id);
}
