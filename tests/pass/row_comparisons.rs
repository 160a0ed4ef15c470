use blog::*;
use relata::prelude::*;

fn main() {
    let key = row((posts::title, posts::id));
    let _ = from(posts::table).filter(key.gt(("Rust", 7)));
    let _ = from(posts::table).filter(key.eq((posts::title, posts::author_id + 1)));
    let _ = from(posts::table).filter(key.in_([("Rust", 7)]));
    let _ = from(posts::table).filter(key.in_(Vec::<(String, i64)>::new()));
    let pair = row((posts::id, posts::author_id));
    let _ =
        from(posts::table).filter(pair.in_(select((post_tags::post_id, post_tags::tag_id))));
    let _ = from(posts::table)
        .filter(pair.not_in(select((post_tags::post_id, post_tags::tag_id))));
    let _ = from(posts::table).filter(key.in_(select((post_tags::note, post_tags::tag_id))));
    let one = from(post_tags::table)
        .filter(row((post_tags::post_id, post_tags::tag_id)).eq((outer(posts::id), 1)));
    let _ = from(posts::table).select(scalar(one.select(post_tags::note)));
    let _ = from(posts::table)
        .inner_join(users::table)
        .on(row((users::id, users::name)).eq((posts::author_id, posts::title)));
}
