// error: field `profile_fields::nickname` has type `String`, but `Option<String>` is selected into it
// label: make the field `Option<String>`, or select an expression of type `String`
// passes: projection_field_of_another_type.rs

include!("../support/blog.rs");

#[derive(Projection)]
#[projection(users)]
pub struct Profile {
    name: String,
    nickname: String,
}

fn main() {
    let _ = from(users::table).select(Profile::COLUMNS);
}
