// error: unknown attribute `primary_key`: a column of a shape takes `column` and `sql`
// at: primary_key

use relata::prelude::*;

shape! {
    pub totals {
        #[primary_key] author: i64,
        posts: i64,
    }
}

fn main() {}
