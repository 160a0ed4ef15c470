// error: unknown attribute `index`: a column of a view takes `primary_key`, `unique`, `references`, `tenant`, `soft_delete`, `column` and `sql`
// at: index

use relata::prelude::*;

view! {
    #[query("SELECT id FROM users")]
    pub active_users {
        #[index] id: i64,
    }
}

fn main() {}
