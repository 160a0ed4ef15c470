use blog::*;
use relata::prelude::*;

fn main() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    run(&with(cte(totals::table, per_author)).query(from(totals::table).select(totals::posts)));
}
