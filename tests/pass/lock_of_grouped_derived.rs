use blog::*;
use relata::prelude::*;

fn main() {
    let latest = select((posts::author_id, posts::id)).order_by(posts::id).limit(3);
    let _ = from(users::table)
        .inner_join(derived(totals::table, latest))
        .on(totals::author.eq(users::id))
        .select(users::id)
        .for_update();
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    let _ = with(cte(totals::table, per_author)).query(
        from(users::table)
            .inner_join(totals::table)
            .on(totals::author.eq(users::id))
            .select(users::id)
            .for_update(),
    );
}
