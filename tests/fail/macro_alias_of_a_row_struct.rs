// error: an alias names the table's module, as in `manager: users`: `User` is called like a row struct
// passes: macro_alias_of_the_table_type.rs

use relata::prelude::*;

table! { pub users as User { #[primary_key] id: i64 } }
alias!(manager: User);

fn main() {}
