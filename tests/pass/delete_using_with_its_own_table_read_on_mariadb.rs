use blog::*;
use relata::prelude::*;

fn main() {
    let own = || select(posts::id).filter(posts::likes.gt(5));
    let liked: Filter<'_, MariaDb, posts::table> = posts::id.in_(own()).boxed_on(posts::table);
    let _ = delete(posts::table).filter(posts::id.in_(own())).to_sql::<MariaDb>();
    let _ = delete(posts::table).filter(liked).to_sql::<MariaDb>();
    let writers = select(posts::author_id);
    let _ = delete(tags::table)
        .from(users::table)
        .filter(tags::id.eq(users::id).and(users::id.in_(writers)))
        .to_sql::<MariaDb>();
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id).and(posts::id.in_(own())))
        .to_sql::<Postgres>();
}
