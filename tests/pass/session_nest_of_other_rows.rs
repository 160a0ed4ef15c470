use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let found = from(users::table).inner_join(users::posts).select((User, Post));
    session.all(&found.nest(users::posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
