// error: INSERT lacks column `blog::users::email`, which is NOT NULL and has no default
// label: add `blog::users::email.set(..)`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.add(User, users::name.set("Ada"));
    Ok(())
}

fn main() {
    let _ = work;
}
