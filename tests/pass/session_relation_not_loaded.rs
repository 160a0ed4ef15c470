use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people = session.all(&select(User).with(users::posts)).await?;
    for person in &people {
        println!("{}", person.get(users::posts).len());
    }
    Ok(())
}

fn main() {
    let _ = work;
}
