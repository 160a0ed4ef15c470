// error: table `posts::table` is not part of this query
// label: bring `posts::table` in with a join first
// passes: filter_table_not_joined.rs

include!("../support/blog.rs");

fn main() {
    let _ = from(users::table).filter(posts::title.eq("hello")).select(users::name);
}
