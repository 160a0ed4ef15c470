use blog::*;
use relata::prelude::*;

fn main() {
    let visits = Some(users::visits.set(3));
    let _ = insert_into(users::table).values((
        users::name.set("Ada"),
        users::email.set("ada@example.org"),
        visits,
    ));
}
