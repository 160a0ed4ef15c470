// error: a name in the database cannot be empty
// at: ""

use relata::prelude::*;

table! {
    #[table(name = "")]
    pub users {
        #[primary_key] id: i64,
    }
}

fn main() {}
