// error: `relata::dialect::MySql` does not support `PartialConflict`
// label: this statement needs `PartialConflict`, which `relata::dialect::MySql` does not have
// passes: conflict_where_on_no_partial_key.rs

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
    let _ = add.on_conflict_where(members::email).do_nothing().to_sql::<MySql>();
}
