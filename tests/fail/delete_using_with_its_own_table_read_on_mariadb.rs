// error: `relata::dialect::MariaDb` does not write table `blog::posts::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`

use blog::*;
use relata::prelude::*;

fn main() {
    let own = select(posts::id).filter(posts::likes.gt(5));
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id).and(posts::id.in_(own)))
        .to_sql::<MariaDb>();
}
