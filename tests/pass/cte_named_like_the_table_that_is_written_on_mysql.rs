use blog::*;
use relata::prelude::*;

mod named {
    use super::*;
    shape! { pub tags { id: i64 } }
}
shape! { pub kept { id: i64 } }

fn main() {
    let copy = derived(kept::table, select(named::tags::id).distinct());
    let gone = delete(tags::table).filter(tags::id.not_in(from(copy).select(kept::id)));
    let _ = with(cte(named::tags::table, select(posts::id))).query(gone).to_sql::<Postgres>();
}
