use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.add(User, (users::name.set("Ada"), users::email.set("ada@example.org")));
    Ok(())
}

fn main() {
    let _ = work;
}
