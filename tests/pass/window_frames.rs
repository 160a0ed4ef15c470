use blog::*;
use relata::prelude::*;

fn main() {
    let by_id = window().order_by(users::id);
    let _ = from(users::table).select(sum(users::visits).over(by_id.range(Preceding::<3>, CurrentRow)));
    let by_name = window().order_by((users::name, users::id));
    let range = by_name.range(UnboundedPreceding, CurrentRow);
    let _ = from(users::table).select(sum(users::visits).over(range)).to_sql::<MySql>();
    let groups = by_name.groups(Preceding::<1>, CurrentRow);
    let _ = from(users::table).select(sum(users::visits).over(groups)).to_sql::<Postgres>();
    let _ = select(lag(users::visits).by::<1>().over(by_id)).to_sql::<MariaDb>();
    let _ = select(lag(users::visits).by::<1>().or(0).over(by_id)).to_sql::<MySql>();
    let _ = select(string_agg(users::name, ", ").order_by(users::id)).to_sql::<Sqlite>();
    let _ = select(string_agg(users::name, ", ").distinct()).to_sql::<MySql>();
}
