// error: cannot borrow `*session` as mutable more than once at a time
// label: second mutable borrow occurs here

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let (one, two) = (session.get(User, 1), session.get(User, 2));
    one.await?;
    two.await?;
    Ok(())
}

fn main() {
    let _ = work;
}
