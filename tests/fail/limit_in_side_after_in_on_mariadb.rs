// error: `relata::dialect::MariaDb` does not support `LimitInSubquery`
// label: this statement needs `LimitInSubquery`, which `relata::dialect::MariaDb` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let first = select(posts::id).order_by(posts::id).limit(1);
    let ids = first.union(select(posts::id));
    let _ = select(users::name).filter(users::id.in_(ids)).to_sql::<MariaDb>();
}
