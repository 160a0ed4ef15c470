// error: columns `name` and `label` of `users` have one name in the database
// at: "Name"

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        name: String,
        #[column(name = "Name")] label: String,
    }
}

fn main() {}
