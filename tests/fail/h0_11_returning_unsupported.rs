// error: `relata::dialect::MySql` does not support `ReturningFrom<OnInsert>`
// label: this statement needs `ReturningFrom<OnInsert>`, which `relata::dialect::MySql` does not have
// passes: returning_on_mysql.rs

include!("../support/blog.rs");

fn main() {
    let add = insert_into(tags::table).values(tags::label.set("new")).returning(tags::id);
    let _ = add.to_sql::<MySql>();
}
