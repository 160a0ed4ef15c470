// error: the columns `Cons<users::name, Nil>` are not a unique key of `users::table`
// label: a foreign key needs a PRIMARY KEY or UNIQUE constraint over exactly these columns, which a view does not have

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        name: String,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::name)] author: String,
    }
}

fn main() {}
