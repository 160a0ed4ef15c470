// error: column `blog::users::visits` may be absent in some of the rows, and all rows have the same columns
// label: give it in each row: `.set(..)` of a nullable column takes an `Option`, `None` being NULL

use blog::*;
use relata::prelude::*;

fn main() {
    let rows = [("Ada", Some(7)), ("Bob", None)].map(|(name, visits)| {
        (users::name.set(name), users::email.set(name), visits.map(|n: i64| users::visits.set(n)))
    });
    let _ = insert_into(users::table).rows(rows);
}
