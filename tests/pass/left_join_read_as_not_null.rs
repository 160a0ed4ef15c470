use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<(String, Option<String>)> =
        rows_of(&from(users::table).left_join(users::posts).select((users::name, posts::title)));
    let _: Vec<(User, Option<Post>)> =
        rows_of(&from(users::table).left_join(users::posts).select((User, Post)));
}
