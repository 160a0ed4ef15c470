// error: `relata::dialect::MySql` does not support `NullsByPosition`
// label: this statement needs `NullsByPosition`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let both = select(users::score).union(select(users::score));
    let _ = both.order_by(users::score.desc().nulls_last()).to_sql::<MySql>();
}
