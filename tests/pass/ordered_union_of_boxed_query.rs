use blog::*;
use relata::prelude::*;

fn main() {
    let known = || select(users::id).boxed::<Sqlite>();
    let _ = known().union(select(posts::id)).to_sql::<Sqlite>();
    let _ = select(posts::id).union(known()).order_by(posts::id).to_sql::<Sqlite>();
}
