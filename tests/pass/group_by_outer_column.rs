use blog::*;
use relata::prelude::*;

fn main() {
    let per_user = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .group_by(posts::author_id)
        .select(count_rows());
    let _ = from(users::table).filter(exists(per_user)).select(users::name);
}
