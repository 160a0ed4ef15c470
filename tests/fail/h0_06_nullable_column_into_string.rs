// error: mismatched types
// label: expected `Vec<String>`, found `Vec<Option<String>>`
// passes: coalesce_of_other_types.rs
include!("../support/blog.rs");

fn main() {
    let _: Vec<String> = rows_of(&from(users::table).select(users::nickname));
}
