use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::name).having(count_rows().gt(1)).select(users::name);
}
