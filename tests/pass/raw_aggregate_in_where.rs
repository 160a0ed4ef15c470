use blog::*;
use relata::prelude::*;

fn main() {
    let most = sql!(aggregate i64, "max({})", users::visits);
    let _ = from(users::table).group_by(users::name).having(most.gt(1)).select((users::name, most));
}
