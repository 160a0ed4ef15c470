// error: `OVER` takes a window function or an aggregate without DISTINCT and ORDER BY
// label: this cannot be computed over a window
// passes: string_agg_filter_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let running = string_agg(tags::label, ",").order_by(tags::id).over(window());
    let _ = select((tags::id, running));
}
