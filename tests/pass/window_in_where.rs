use blog::*;
use relata::prelude::*;

fn main() {
    let ranked =
        from(users::table).select((users::id, row_number().over(window().order_by(users::id))));
    let _ = from(derived(totals::table, ranked)).filter(totals::posts.le(3)).select(totals::author);
}
