// error: `()` is not the value of a column
// label: a value that can be bound is needed; `()` is the key of a table without a primary key
// errors: 6 since the session asks several things of such an object

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
