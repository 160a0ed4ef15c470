// error: ON CONFLICT DO UPDATE into `refused::table` is ambiguous, since `excluded` is the row that was to be inserted
// label: give the table another name in the database

use relata::prelude::*;

table! {
    #[table(name = "Excluded")]
    pub refused as Refused { #[primary_key] id: i64, name: String }
}

fn main() {
    let _ = insert_into(refused::table)
        .values((refused::id.set(1), refused::name.set("a")))
        .on_conflict(refused::id)
        .do_update(refused::name.set(excluded(refused::name)));
}
