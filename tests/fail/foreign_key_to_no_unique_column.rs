// error: the columns `Cons<shelves::room, Nil>` are not a unique key of `shelves::table`
// label: a foreign key needs a PRIMARY KEY or UNIQUE constraint over exactly these columns, which a view does not have

use relata::prelude::*;

table! { pub shelves { #[primary_key] id: i64, room: i64 } }
table! { pub books { #[primary_key] id: i64, #[references(shelves::room)] room: i64 } }

fn main() {}
