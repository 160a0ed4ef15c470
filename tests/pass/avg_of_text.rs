use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<Option<f64>> = rows_of(&from(posts::table).select(avg(posts::likes)));
}
