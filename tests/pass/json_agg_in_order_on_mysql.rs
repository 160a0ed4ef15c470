use blog::*;
use relata::functions::json_agg;
use relata::prelude::*;

fn main() {
    let _ = select(json_agg(posts::title)).to_sql::<MySql>();
    let _ = select(json_agg(posts::title).order_by(posts::id)).to_sql::<MariaDb>();
}
