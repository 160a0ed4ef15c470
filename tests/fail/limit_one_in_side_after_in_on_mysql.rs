// error: `relata::dialect::MySql` does not support `LimitInSubquery`
// label: this statement needs `LimitInSubquery`, which `relata::dialect::MySql` does not have
// passes: limit_in_subquery_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let least = select(posts::id).union(select(tags::id)).order_by(posts::id).limit_one();
    let _ = from(users::table).filter(users::id.in_(least)).select(users::name).to_sql::<MySql>();
}
