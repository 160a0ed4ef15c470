// error: `Lateral<table, Select<Root<table>, Picked<(..., ...), ...>, ..., ...>>` is not a table
// label: write `users::table`, an alias, or `derived(shape::table, query)`

use blog::*;
use relata::prelude::*;

fn main() {
    let counts = from(posts::table).select((count_rows(), count_rows()));
    let _ = from(lateral(totals::table, counts));
}
