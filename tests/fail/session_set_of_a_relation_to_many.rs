// error: relation `blog::users::posts` has no foreign key in its own table
// label: an object is set by a `BelongsTo`: set it in the rows that this relation leads to

use blog::*;
use relata::prelude::*;

fn work(post: Tracked<Post>) {
    let _ = users::posts.set(&post);
}

fn main() {
    let _ = work;
}
