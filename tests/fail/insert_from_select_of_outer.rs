// error: a subquery in FROM cannot use `outer(..)`: it does not see the tables beside it
// label: join the subquery on the column instead, or join `lateral(..)`
// passes: column_twice_in_insert_select.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).from_select(
        tags::label,
        from(users::table).filter(users::id.eq(outer(posts::id))).select(users::name),
    );
}
