// error: a cursor is a text, and `relata::types::Interval` has none
// label: sort by other columns, or find the next page by `.after((..))`

use relata::prelude::*;

table! {
    pub runs as Run {
        #[primary_key, identity] id: i64,
        took: relata::types::Interval,
    }
}

fn page(last: &Run) {
    let _ = select(Run).order_by((runs::took, runs::id)).cursor::<Postgres>(last);
}

fn main() {
    let _ = page;
}
