// error: `bool` has no order that all databases agree on
// label: `bool` cannot be put in order

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(invoices::table).filter(invoices::paid.gt(false)).select(invoices::id);
}
