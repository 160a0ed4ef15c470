use blog::*;
use relata::prelude::*;

fn main() {
    // A group has a row, and count is never NULL.
    let _: Vec<i64> = rows_of(&from(users::table).group_by(users::name).select(sum(users::visits)));
    let _: Vec<i64> = rows_of(&from(users::table).select(count(users::nickname)));
    let _: Vec<Option<i64>> = rows_of(&from(users::table).select(sum(users::visits)));
}
