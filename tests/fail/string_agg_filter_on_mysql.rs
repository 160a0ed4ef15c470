// error: `relata::dialect::MySql` does not support `AggregateFilter`
// label: this statement needs `AggregateFilter`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let first = string_agg(tags::label, ",").order_by(tags::id).filter_where(tags::id.lt(9));
    let _ = select(first).to_sql::<MySql>();
}
