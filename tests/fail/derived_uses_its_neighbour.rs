// error: a subquery in FROM cannot use `outer(..)`: it does not see the tables beside it
// label: join the subquery on the column instead, or join `lateral(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let latest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .select((posts::author_id, posts::id));
    let _ = from(users::table)
        .inner_join(derived(totals::table, latest))
        .on(totals::author.eq(users::id))
        .select(users::name);
}
