use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .select(scalar(from(posts::table).filter(posts::id.eq(1)).select(posts::title)));
    let _ = from(users::table)
        .select(scalar(from(posts::table).order_by(posts::id).select(posts::title).limit_one()));
    let next =
        scalar(from(posts::table).filter(posts::id.eq(outer(users::id) + 1)).select(posts::title));
    let _ = from(users::table).select(next);
    let _ = from(users::table).group_by(users::id).select(next);
    let last = scalar(from(posts::table).select(max(posts::id)));
    let _ = from(users::table)
        .select(scalar(from(posts::table).filter(posts::id.eq(last)).select(posts::title)));
    let known = sql!(bool, "{} > 0", outer(users::id));
    let _ = from(users::table).filter(exists(from(posts::table).filter(known)));
}
