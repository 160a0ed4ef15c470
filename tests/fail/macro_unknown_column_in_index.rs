// error: `titel` is not a column of `posts`: did you mean `title`?
// at: titel

use relata::prelude::*;

table! {
    #[index(titel)]
    pub posts {
        #[primary_key] id: i64,
        title: String,
    }
}

fn main() {}
