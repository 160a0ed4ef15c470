use blog::*;
use relata::prelude::*;

fn main() {
    let newest = from(posts::table).order_by(posts::id.desc()).select(posts::author_id).limit(3);
    let _ = from(users::table).filter(users::id.in_(newest)).select(users::name).to_sql::<Sqlite>();
}
