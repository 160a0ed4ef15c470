//! Schemas: tables that belong together, in several schemas if need be.

use relata::prelude::*;
use relata::schema::Schema;

mod parts {
    use relata::prelude::*;
    table! { pub tags { #[primary_key] id: i64 } }
}
table! { pub users { #[primary_key] id: i64 } }
schema! {
    /// Everything.
    pub whole: users, parts::tags
}
schema! { half: users }

fn names<S: Schema>() -> Vec<&'static str> {
    S::tables().iter().map(|table| table.name).collect()
}

#[test]
fn tables_stand_in_their_order() {
    assert_eq!(names::<whole>(), ["users", "tags"]);
    assert_eq!(names::<half>(), ["users"]);
}
