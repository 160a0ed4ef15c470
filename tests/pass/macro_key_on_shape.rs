use relata::prelude::*;

shape! {
    pub totals {
        author: i64,
        posts: i64,
    }
}

fn main() {}
