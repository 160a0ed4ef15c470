// error: `&blog::User` is no object of a session
// label: a handle is needed, or a part of a row: `session.attach(..)` makes a handle of a value

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(session: &mut Session<'static, Sqlite>, user: User) -> Result<(), Error> {
    session.delete(&user);
    session.commit().await?;
    Ok(())
}

fn main() {
    let _ = run;
}
