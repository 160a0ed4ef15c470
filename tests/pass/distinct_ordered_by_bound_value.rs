use blog::*;
use relata::prelude::*;

fn main() {
    let next = users::visits + int::<1>();
    let _ = from(users::table).select(next).distinct().order_by(next);
    let most = max(posts::likes);
    let groups = from(posts::table).group_by(posts::author_id);
    let _ = groups.select((most, count_rows())).distinct().order_by((count_rows(), most.desc()));
    let place = rank().over(window().order_by(posts::likes));
    let _ = from(posts::table).select(place).distinct().order_by(place);
}
