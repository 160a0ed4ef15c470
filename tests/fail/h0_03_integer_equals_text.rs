// error: `i64` cannot be compared with or set to `&str`
// label: expected `i64` or an expression of that type, found `&str`
// passes: compare_value_of_another_type.rs

include!("../support/blog.rs");

fn main() {
    let _ = from(users::table).filter(users::id.eq("1")).select(users::name);
}
