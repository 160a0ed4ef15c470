// error: `relata::dialect::MariaDb` does not support `StringAggOver`
// label: this statement needs `StringAggOver`, which `relata::dialect::MariaDb` does not have
// passes: string_agg_filter_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let running = string_agg(tags::label, ",").over(window().order_by(tags::id));
    let _ = select((tags::id, running)).to_sql::<MariaDb>();
}
