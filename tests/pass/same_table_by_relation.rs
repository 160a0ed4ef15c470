use blog::*;
use relata::prelude::*;

alias!(more: posts);

fn main() {
    let _ = from(posts::table)
        .inner_join(posts::author)
        .inner_join(users::posts.to(more))
        .select((users::name, more[posts::title]));
}
