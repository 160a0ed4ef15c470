// error: the trait bound `(): ToSql` is not satisfied
// label: the trait `ToSql` is not implemented for `()`

use relata::Error;
use relata::prelude::*;

view! {
    pub entries as Entry { text: String }
}

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(Entry)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
