// error: column `blog::users::email` was not loaded
// label: add `blog::users::email` to `.only(..)`, or read the whole row

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    for person in session.all(&select(User.only((users::name, users::nickname)))).await? {
        println!("{}", person.get(users::email));
    }
    Ok(())
}

fn main() {
    let _ = work;
}
