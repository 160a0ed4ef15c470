// errors: 0 (it is not refused yet)
use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(invoices::table).select(invoices::paid.cast::<i64>()).to_sql::<Postgres>();
}
