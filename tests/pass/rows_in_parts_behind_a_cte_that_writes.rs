use blog::*;
use relata::prelude::*;

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    let known = select((posts::author_id, posts::id));
    let add = || insert_into(tags::table).rows(["a", "b"].map(|label| tags::label.set(label)));
    let _ = with(cte(totals::table, known)).query(add());
    let add = insert_into(tags::table).from_select(tags::label, select(users::name));
    let _ = with(cte(totals::table, gone)).query(add);
}
