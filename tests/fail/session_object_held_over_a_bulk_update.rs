// error: cannot borrow `*session` as mutable because it is also borrowed as immutable
// label: mutable borrow occurs here
// passes: session_object_held_over_a_flush.rs

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let ada = session.get_one(User, 1).await?;
    let name = &session[ada].name;
    session.execute(&update(users::table).set(users::visits.set(0)).every_row()).await?;
    println!("{name}");
    Ok(())
}

fn main() {
    let _ = work;
}
