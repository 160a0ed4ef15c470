use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<Option<String>> = rows_of(
        &from(users::table).left_join(users::posts).select(upper(posts::title.concat("!"))),
    );
    let _: Vec<String> =
        rows_of(&from(users::table).left_join(users::posts).select(posts::title.coalesce("none")));
    let _: Vec<bool> =
        rows_of(&from(users::table).left_join(users::posts).select(posts::title.is_null()));
}
