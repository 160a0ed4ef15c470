use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.in_((users::visits, 5))).select(users::id);
    let _ = from(posts::table).filter(posts::author_id.not_in((
        posts::id,
        posts::id + 1,
        outer(users::visits),
    )));
    let _ = from(users::table)
        .group_by(users::visits)
        .having(users::visits.in_((count_rows(), max(users::id))))
        .select(users::visits);
}
