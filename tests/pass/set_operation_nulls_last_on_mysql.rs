use blog::*;
use relata::prelude::*;

fn main() {
    let both = || select(users::score).union(select(users::score));
    let _ = both().order_by(users::score.desc().nulls_last()).to_sql::<Postgres>();
    let _ = both().order_by(users::score.desc()).to_sql::<MySql>();
    let twice = select((users::id, users::id)).union(select((posts::id, posts::author_id)));
    let _ = twice.order_by(users::id).limit_one().to_sql::<MySql>();
    let _ = select((users::id, users::id)).distinct().order_by(users::id);
    let one = select(users::id).union(select(posts::id)).order_by(users::id).limit_one();
    let _ = from(users::table).select(scalar(one));
}
