use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(lower(users::name));
    let _ = select((users::nickname.coalesce(""), users::visits + 1));
    let _ = from(users::table).select(count_rows());
}
