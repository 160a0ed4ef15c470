// error: `relata::dialect::MySql` does not support `LimitInSubquery`
// label: this statement needs `LimitInSubquery`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let newest = from(posts::table).order_by(posts::id.desc()).select(posts::author_id).limit(3);
    let _ = from(users::table).filter(users::id.in_(newest)).select(users::name).to_sql::<MySql>();
}
