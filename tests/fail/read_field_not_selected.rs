// error: no field `2` on type `(i64, String)`
use blog::*;
use relata::prelude::*;

fn main() {
    let rows = rows_of(&select((users::id, users::name)));
    let _ = rows.into_iter().map(|row| row.2);
}
