// error: `relata::dialect::MariaDb` does not support `LagDefault`
// label: this statement needs `LagDefault`, which `relata::dialect::MariaDb` does not have
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let before = lag(users::visits).by::<1>().or(0).over(window().order_by(users::id));
    let _ = from(users::table).select(before).to_sql::<MariaDb>();
}
