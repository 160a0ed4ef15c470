// error: SELECT DISTINCT is ordered by `blog::users::id`, which is not selected
// label: select what you sort by, or group by it instead of DISTINCT

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).distinct().order_by(users::id);
}
