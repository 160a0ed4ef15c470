// error: a plan is written for one database, and `relata::dialect::Any` is whichever the URL names
// label: name it, as in `Plan::<Sqlite>`, or call `create_all` and `drop_all` of the engine

use blog::*;
use relata::ddl::Plan;
use relata::dialect::Any;
use relata::prelude::*;

schema! { pub registry: users, posts }

async fn run(engine: &AnyEngine) -> Result<(), relata::Error> {
    Plan::<Any>::create_all::<registry>()?.run(&mut engine.connect().await?).await
}

fn main() {
    let _ = run;
}
