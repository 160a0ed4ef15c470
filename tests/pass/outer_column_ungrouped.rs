use blog::*;
use relata::prelude::*;

fn main() {
    let newest = scalar(
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(max(posts::id)),
    );
    let _ = from(users::table).group_by(users::id).select((users::name, newest));
}
