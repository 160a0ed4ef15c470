use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(active_users::table).select(active_users::name);
}
