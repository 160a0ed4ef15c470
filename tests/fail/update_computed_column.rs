// error: column `blog::invoices::total` cannot be updated: it is immutable or generated
// label: leave `blog::invoices::total` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(invoices::table).set(invoices::total.set(6)).filter(invoices::id.eq(1));
}
