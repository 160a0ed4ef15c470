// error: column `blog::post_tags::note` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::post_tags::note` to `.group_by(..)`, or aggregate it, as in `max(blog::post_tags::note)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(post_tags::table).group_by(post_tags::post_id).select(post_tags::note);
}
