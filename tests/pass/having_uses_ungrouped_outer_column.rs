use blog::*;
use relata::prelude::*;

fn main() {
    let of_user = from(posts::table).filter(posts::author_id.eq(outer(users::id)));
    let _ = from(users::table).group_by(users::id).having(exists(of_user)).select(users::name);
}
