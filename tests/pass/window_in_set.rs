use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set(users::visits.set(scalar(from(posts::table).select(count_rows()))))
        .every_row();
}
