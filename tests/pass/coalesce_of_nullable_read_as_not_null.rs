use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<String> = rows_of(&from(users::table).select(users::nickname.coalesce(users::name)));
}
