// error: mismatched types
// label: expected `Vec<(i64, String)>`, found `Vec<(i64, Option<String>)>`
// passes: coalesce_of_other_types.rs
include!("../support/blog.rs");

fn main() {
    let _: Vec<(i64, String)> = rows_of(&select((users::id, users::nickname)));
}
