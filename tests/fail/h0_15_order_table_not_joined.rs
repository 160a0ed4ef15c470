// error: table `tags::table` is not part of this query
// label: bring `tags::table` in with a join first
// passes: order_table_not_joined.rs

include!("../support/blog.rs");

fn main() {
    let _ = from(users::table).inner_join(users::posts).order_by(tags::label).select(users::name);
}
