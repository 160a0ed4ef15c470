use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).inner_join(posts::author.to(other)).select((posts::id, other[User]));
}
