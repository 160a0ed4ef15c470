use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id))
        .returning(Post)
        .to_sql::<Postgres>();
}
