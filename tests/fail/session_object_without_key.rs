// error: a session cannot keep `Entry`
// label: the row struct of a table with a primary key is needed: `pub users as User`
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
