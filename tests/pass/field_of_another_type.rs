use std::borrow::Cow;

use blog::*;
use relata::prelude::*;

#[derive(Assignments)]
#[assignments(users)]
struct NewUser<'a> {
    name: &'a String,
    email: Cow<'a, str>,
    nickname: Option<&'a str>,
    status: Status,
}

fn main() {
    let name = String::from("Ada");
    let status = Status::Active;
    let ada = NewUser { name: &name, email: Cow::Borrowed("a"), nickname: None, status };
    let _ = insert_into(users::table).values(ada);
}
