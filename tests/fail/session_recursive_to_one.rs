// error: relation `blog::staff::boss` leads to one row, and a tree is loaded by the one that leads to many
// label: load the other side of the relation

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Person).with(staff::boss.selectin().recursive())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
