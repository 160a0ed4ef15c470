use blog::*;
use relata::prelude::*;

fn main() {
    let first = select(posts::id).order_by(posts::id).limit(1);
    let ids = first.union(select(posts::id));
    let _ = select(users::name).filter(users::id.in_(ids)).to_sql::<Postgres>();
    let _ = ids.to_sql::<MariaDb>();
}
