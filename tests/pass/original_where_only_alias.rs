use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(other).select(other[users::name]);
}
