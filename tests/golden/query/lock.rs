//! `FOR UPDATE` and `FOR SHARE`.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

#[test]
fn for_update() {
    check(from(users::table).filter(users::id.eq(1)).select(User).for_update())
        .postgres("")
        .mysql("")
        .mariadb("")
        .is_not_run();
}

#[test]
fn what_happens_to_locked_rows() {
    check(
        from(users::table).order_by(users::id).select(users::id).limit(1).for_update_skip_locked(),
    )
    .postgres("")
    .mysql("")
    .mariadb("")
    .is_not_run();
    check(select(users::id).for_update_no_wait()).postgres("").mysql("").mariadb("").is_not_run();
}

#[test]
fn for_share() {
    check(select(users::id).for_share()).postgres("").mysql("").is_not_run();
}

#[test]
fn rows_of_an_inner_join() {
    check(from(users::table).inner_join(users::posts).select((users::id, posts::id)).for_update())
        .postgres("")
        .mysql("")
        .mariadb("")
        .is_not_run();
}
