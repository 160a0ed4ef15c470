// error: column `users::name` must appear in GROUP BY or be used in an aggregate function
// label: add `users::name` to `.group_by(..)`, or aggregate it, as in `max(users::name)`
// passes: column_beside_aggregate.rs

include!("../support/blog.rs");

fn main() {
    let _ = from(users::table).select((users::name, count(users::id)));
}
