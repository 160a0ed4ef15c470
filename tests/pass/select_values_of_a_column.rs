use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select_values((value("x"), scalar(select(users::name).filter(users::id.eq(1)))));
    let _ = select((users::name, value("x")));
}
