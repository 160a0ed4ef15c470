use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::name).order_by((users::score.coalesce(0.0), users::id)).after((1.5, 7));
}
