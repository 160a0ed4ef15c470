use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::status.eq(Status::Gone)).select(users::id);
}
