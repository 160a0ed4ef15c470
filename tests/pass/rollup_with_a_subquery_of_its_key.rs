use blog::*;
use relata::prelude::*;

shape! { pub rolled { id: Option<i64>, number: i64 } }

fn main() {
    let any = exists(from(posts::table));
    let by_id = from(users::table).group_by_rollup(users::id);
    let _ = by_id.select((users::id, any));
    let of_row = from(posts::table).filter(posts::author_id.eq(outer(rolled::id)));
    let rolled = derived(rolled::table, by_id.select((users::id, count_rows())));
    let _ = from(rolled).select((rolled::id, exists(of_row)));
    let of_user = from(posts::table).filter(posts::author_id.eq(outer(users::id)));
    let _ = from(users::table).filter(exists(of_user)).group_by_rollup(users::id).select(users::id);
}
