// error: column `users::email` must appear in GROUP BY or be used in an aggregate function
// label: add `users::email` to `.group_by(..)`, or aggregate it, as in `max(users::email)`
// passes: ungrouped_column.rs

include!("../support/blog.rs");

fn main() {
    let _ = from(users::table).group_by(users::name).select((users::email, count(users::id)));
}
