// error: `Any` commits a transaction

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
