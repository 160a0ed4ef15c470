use blog::*;
use relata::prelude::*;

fn main() {
    let order = window().order_by(posts::likes);
    let running = order.rows(UnboundedPreceding, CurrentRow);
    let _ = from(posts::table).select((rank().over(order), lag(posts::id).over(order)));
    let _ = select((first_value(posts::id).over(running), sum(posts::likes).over(running)));
    let _ = from(posts::table).select(count_rows().over(running));
}
