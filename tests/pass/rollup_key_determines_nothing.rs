use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::id).select((users::id, users::name));
    let _ = from(users::table).group_by_rollup((users::id, users::name)).select((users::id, users::name));
}
