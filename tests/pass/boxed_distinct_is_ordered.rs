use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::name).distinct().order_by(users::name).boxed::<Sqlite>();
}
