// error: column `note` must appear in GROUP BY or be used in an aggregate function
// label: add `note` to `.group_by(..)`, or aggregate it, as in `max(note)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(post_tags::table).group_by(post_tags::post_id).select(post_tags::note);
}
