use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).distinct().order_by(users::name.desc());
    let _ = from(users::table)
        .select((User, lower(users::name)))
        .distinct()
        .order_by((users::id, lower(users::name)));
}
