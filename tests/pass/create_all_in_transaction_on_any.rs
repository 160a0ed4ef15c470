use blog::*;
use relata::prelude::*;

schema! { pub registry: users, posts }

async fn run(engine: &AnyEngine) -> Result<(), relata::Error> {
    engine.connect().await?.create_all::<registry>().await
}

fn main() {
    let _ = run;
}
