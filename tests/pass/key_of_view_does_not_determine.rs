use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(active_users::table)
        .group_by((active_users::id, active_users::name))
        .select((active_users::name, count_rows()));
    let _ = from(other).group_by(other[users::id]).select((other[users::name], count_rows()));
}
