use blog::*;
use relata::prelude::*;

fn main() {
    let written = scalar(from(posts::table).select(count_rows()));
    let _ = insert_into(tags::table)
        .values(tags::label.set("new"))
        .returning((tags::id, written))
        .to_sql::<MariaDb>();
    let known = scalar(from(tags::table).select(count_rows()));
    let _ = insert_into(tags::table)
        .values(tags::label.set("new"))
        .returning((tags::id, known))
        .to_sql::<Postgres>();
    let left = scalar(from(tags::table).select(count_rows()));
    let _ = delete(tags::table).every_row().returning((tags::id, left)).to_sql::<MariaDb>();
}
