use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(invoices::table).filter(invoices::paid).select(invoices::id);
}
