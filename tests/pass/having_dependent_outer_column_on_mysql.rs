use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::id)
        .having(users::name.eq("Ada"))
        .select(users::id)
        .to_sql::<Postgres>();
    let _ = from(users::table)
        .group_by(users::id)
        .having(users::name.eq("Ada").and(lower(users::email).ne(users::email)))
        .select(users::id)
        .to_sql::<MariaDb>();
    let _ = from(users::table)
        .group_by(users::id)
        .having(min(users::name).eq("Ada").and(users::id.gt(1)))
        .select((users::id, users::name))
        .to_sql::<MariaDb>();
    let _ = from(users::table)
        .group_by((users::id, users::name))
        .having(lower(users::name).eq("ada"))
        .select(users::id)
        .to_sql::<MariaDb>();
    let own = from(posts::table).filter(posts::author_id.eq(outer(users::id)));
    let _ = from(users::table)
        .group_by(users::id)
        .having(exists(own))
        .select(users::id)
        .to_sql::<MySql>();
}
