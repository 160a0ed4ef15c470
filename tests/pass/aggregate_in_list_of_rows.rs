use blog::*;
use relata::prelude::*;

fn main() {
    let most = row((max(users::id), count_rows()));
    let _ = from(users::table).select((most.eq((max(users::id), count_rows())), most.in_([(4, 4)])));
}
