// error: the columns `Cons<active::id, Nil>` are not a unique key of `active::table`
// label: a foreign key needs a PRIMARY KEY or UNIQUE constraint over exactly these columns, which a view does not have
// passes: foreign_key_to_no_unique_column.rs

use relata::prelude::*;

view! { pub active { #[primary_key] id: i64 } }
table! { pub notes { #[primary_key] id: i64, #[references(active::id)] user: i64 } }

fn main() {}
