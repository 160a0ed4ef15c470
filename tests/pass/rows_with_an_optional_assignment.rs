use blog::*;
use relata::prelude::*;

fn main() {
    let rows = [("Ada", Some("countess")), ("Bob", None)].map(|(name, nickname)| {
        (users::name.set(name), users::email.set(name), users::nickname.set(nickname))
    });
    let _ = insert_into(users::table).rows(rows);
    let visits = Some(7).map(|n: i64| users::visits.set(n));
    let _ =
        insert_into(users::table).values((users::name.set("Ada"), users::email.set("a"), visits));
}
