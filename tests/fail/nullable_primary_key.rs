// error: `id` is part of the primary key, which is never NULL: leave `Option` out

use relata::prelude::*;

table! { pub shelves { #[primary_key] id: Option<i64> } }

fn main() {}
