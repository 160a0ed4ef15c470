use relata::Error;
use relata::prelude::*;

view! {
    pub entries as Entry { text: String }
}

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(entries::text)).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
