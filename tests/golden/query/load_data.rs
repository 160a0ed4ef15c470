//! `LOAD DATA LOCAL`; `tests/engine/bulk.rs` runs it.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

table! { pub files { #[primary_key] name: String, data: Option<Vec<u8>>, size: i64 } }

#[test]
fn columns_in_the_order_of_the_values() {
    let rows = ["a", "b"].map(|text| (users::email.set(text), users::name.set(text)));
    let expected =
        "LOAD DATA LOCAL INFILE 'rows' INTO TABLE users CHARACTER SET utf8mb4 (email, name)";
    check(insert_into(users::table).rows(rows).by_load_data())
        .mysql(expected)
        .mariadb(expected)
        .is_not_run();
}

#[test]
fn bytes_as_digits() {
    let row = (files::name.set("a"), files::data.set(None::<Vec<u8>>), files::size.set(1));
    let expected = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE files CHARACTER SET utf8mb4 \
                    (name, @relata_2, size) SET data = UNHEX(@relata_2)";
    check(insert_into(files::table).rows([row]).by_load_data())
        .mysql(expected)
        .mariadb(expected)
        .is_not_run();
}
