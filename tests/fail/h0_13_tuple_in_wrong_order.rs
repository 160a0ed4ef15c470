// error: mismatched types
// label: expected `Vec<(i64, String)>`, found `Vec<(String, i64)>`
// passes: read_as_another_type.rs
include!("../support/blog.rs");

fn main() {
    let _: Vec<(i64, String)> = rows_of(&select((users::name, users::id)));
}
