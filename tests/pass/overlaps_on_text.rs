use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).filter(posts::title.contains("rust")).to_sql::<Postgres>();
}
