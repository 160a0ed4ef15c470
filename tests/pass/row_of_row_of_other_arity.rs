use blog::*;
use relata::prelude::*;

fn main() {
    let back = row((posts::author_id, posts::id));
    let _ =
        from(posts::table).filter(row((posts::id, posts::author_id)).eq(back)).select(posts::id);
    let _ = from(posts::table)
        .filter(row((posts::id, posts::author_id)).in_([back, back]))
        .select(posts::id);
}
