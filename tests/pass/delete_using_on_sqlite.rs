use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id))
        .to_sql::<MySql>();
    let _ = delete(posts::table)
        .filter(exists(from(users::table).filter(users::id.eq(outer(posts::author_id)))))
        .to_sql::<Sqlite>();
}
