// error: `members::table` has no unique index with a filter over exactly these columns
// label: declare `#[unique(columns, filter(..))]` on the table and name its columns in that order, or use `.on_conflict(..)` for a key of all rows

use relata::prelude::*;

table! {
    #[unique(email, filter(gone_at is null))]
    pub members as Member {
        #[primary_key, identity] id: i64,
        email: String,
        #[unique] code: i64,
        gone_at: Option<i64>,
    }
}

fn main() {
    let add = insert_into(members::table).values((members::email.set("a"), members::code.set(1)));
    let _ = add.on_conflict_where(members::code).do_nothing();
}
