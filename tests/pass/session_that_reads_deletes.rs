use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(engine: Engine<Sqlite>) -> Result<(), Error> {
    let mut session = engine.read_only().session();
    let people = session.all(&select(User).with(users::posts)).await?;
    for person in &people {
        println!("{}: {}", session[person].name, person.get(users::posts).len());
    }
    session.commit().await
}

fn main() {
    let _ = run;
}
