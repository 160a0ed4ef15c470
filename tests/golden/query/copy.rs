//! `COPY .. FROM STDIN`; `tests/engine/bulk.rs` runs it.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[test]
fn columns_in_the_order_of_the_values() {
    let rows = ["a", "b"].map(|text| (users::email.set(text), users::name.set(text)));
    check(insert_into(users::table).rows(rows).by_copy())
        .postgres("COPY users (email, name) FROM STDIN (FORMAT binary)")
        .is_not_run();
}
