// error: the method `with` exists for struct `Select<Root<table>, Picked<Expr<Col<name, table>>, ...>, ..., ...>`, but its trait bounds were not satisfied
// label: method cannot be called due to unsatisfied trait bounds

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(users::name).with(users::posts)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
