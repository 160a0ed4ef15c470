use blog::*;
use relata::prelude::*;

fn main() {
    let likes = from(posts::table).select(posts::likes);
    let _ = select(users::id).filter(users::visits.gt_any(likes)).to_sql::<MariaDb>();
    let most = from(posts::table).select(max(posts::likes));
    let _ = select(users::id).filter(users::visits.gt(scalar(most))).to_sql::<Sqlite>();
}
