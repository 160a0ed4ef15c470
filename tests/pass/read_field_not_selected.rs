use blog::*;
use relata::prelude::*;

fn main() {
    let rows = rows_of(&select((users::id, users::name)));
    let _: Vec<String> = rows.into_iter().map(|row| row.1).collect();
}
