use blog::*;
use relata::prelude::*;

fn main() {
    let first = string_agg(tags::label, ",").order_by(tags::id).filter_where(tags::id.lt(9));
    let _ = select(first).to_sql::<Postgres>();
    let running = string_agg(tags::label, ",").over(window().order_by(tags::id));
    let _ = select((tags::id, running)).to_sql::<Sqlite>();
    let _ = select(string_agg(tags::label, ",").order_by(tags::id)).to_sql::<MySql>();
}
