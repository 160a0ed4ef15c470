use blog::*;
use relata::prelude::*;

async fn run(engine: &AnyEngine) -> Result<(), relata::Error> {
    let query = from(users::table).left_join(users::posts).select((users::name, posts::title));
    engine.all(&query).await?;
    Ok(())
}

fn main() {
    let _ = run;
}
