use blog::*;
use relata::prelude::*;

fn main() {
    // WHERE, ORDER BY and LIMIT may stand in any order.
    let _ =
        from(users::table).order_by(users::id).select(users::name).limit(5).filter(users::id.gt(1));
}
