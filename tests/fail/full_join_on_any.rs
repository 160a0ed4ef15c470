// error: `relata::dialect::Any` does not support `FullJoin`
// label: this statement needs `FullJoin`, which `relata::dialect::Any` does not have

use blog::*;
use relata::prelude::*;

async fn run(engine: &AnyEngine) -> Result<(), relata::Error> {
    let query = from(users::table).full_join(users::posts).select((users::name, posts::title));
    engine.all(&query).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
