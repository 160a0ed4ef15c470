use blog::*;
use relata::prelude::*;

fn main() {
    let busy = || from(users::table).filter(users::visits.gt(5)).select((users::id, users::visits));
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(users::id.in_(select(users::id).filter(users::visits.gt(5))))
        .to_sql::<MariaDb>();
    let copy = from(derived(totals::table, busy().distinct())).select(totals::author);
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(users::id.in_(copy))
        .to_sql::<MySql>();
    let named = with(cte(totals::table, busy().distinct()));
    let _ = named
        .query(delete(users::table).filter(users::id.in_(select(totals::author))))
        .to_sql::<MySql>();
    let _ = delete(users::table).filter(exists(select(posts::id))).to_sql::<MySql>();
    let _ = insert_into(tags::table)
        .from_select((tags::id, tags::label), select((tags::id, tags::label)))
        .to_sql::<MySql>();
}

fn boxed() {
    let others = select(posts::author_id).boxed::<MySql>();
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(exists(others))
        .to_sql::<MySql>();
    let own = select(users::id).boxed::<MariaDb>();
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(exists(own))
        .to_sql::<MariaDb>();
}
