// error: `relata::dialect::MySql` does not support `JsonAggOrder`
// label: this statement needs `JsonAggOrder`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::functions::json_agg;
use relata::prelude::*;

fn main() {
    let _ = select(json_agg(posts::title).order_by(posts::id)).to_sql::<MySql>();
}
