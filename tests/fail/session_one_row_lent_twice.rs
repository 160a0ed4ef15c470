// error: cannot borrow `*session` as mutable more than once at a time
// label: second mutable borrow occurs here

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let (a, b) = (session.get_one(User, 1).await?, session.get_one(User, 1).await?);
    let (first, second) = (session.edit(&a), session.edit(&b));
    (first.visits, second.visits) = (1, 2);
    Ok(())
}

fn main() {
    let _ = run;
}
