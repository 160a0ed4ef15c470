// error: what reads these objects cannot run once more as a subquery
// label: load the relation by `.selectin()`

use blog::*;
use relata::prelude::*;

fn main() {
    let people = select(User).order_by(functions::random()).limit(3);
    let _ = people.with(users::posts.subquery().only(posts::title));
}
