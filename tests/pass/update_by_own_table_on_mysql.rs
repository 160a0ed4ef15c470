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
    let known = select((users::id, users::visits)).boxed::<MySql>();
    let copy = from(derived(totals::table, known)).select((totals::author, totals::posts)).distinct();
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(exists(from(derived(totals::table, copy))))
        .to_sql::<MySql>();
    let own = select(users::id).boxed::<MariaDb>();
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(exists(own))
        .to_sql::<MariaDb>();
}

fn writers<'q>() -> Filter<'q, MySql, users::table> {
    let of_user = from(posts::table).filter(posts::author_id.eq(outer(users::id)));
    exists(of_user).boxed_on(users::table)
}

fn boxed_condition() {
    let _ = update(users::table).set(users::visits.set(0)).filter(writers()).to_sql::<MySql>();
    let _ = delete(users::table).filter(writers()).to_sql::<MySql>();
    let own = from(users::table).filter(exists(select(users::id).filter(users::id.gt(1))));
    let _ = select(users::id).filter(exists(own).boxed_on(users::table)).to_sql::<MariaDb>();
}
