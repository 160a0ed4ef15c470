use blog::*;
use relata::prelude::*;

fn newest() -> impl Query<Rows: HasFirst> {
    select(posts::title).distinct_on(posts::author_id).order_by(posts::id.desc())
}

fn any() -> impl Query<Rows: HasFirst> {
    select(posts::title).distinct_on(posts::author_id).limit_unordered(1)
}

fn all() -> impl Query {
    select(posts::title).distinct_on(posts::author_id)
}

fn main() {}
