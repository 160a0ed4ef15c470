use blog::*;
use relata::prelude::*;

fn main() {
    let latest =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, max(posts::id)));
    let _ = from(users::table)
        .inner_join(derived(totals::table, latest))
        .on(totals::author.eq(users::id))
        .select(users::name);
}
