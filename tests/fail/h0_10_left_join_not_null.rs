// error: mismatched types
// label: expected `Vec<(String, String)>`, found `Vec<(String, Option<String>)>`
// passes: left_join_read_as_not_null.rs
include!("../support/blog.rs");

fn main() {
    let _: Vec<(String, String)> =
        rows_of(&from(users::table).left_join(users::posts).select((users::name, posts::title)));
}
