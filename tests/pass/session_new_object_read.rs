use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let tag = session.add(Tag, tags::label.set("rust"));
    session.flush().await?;
    let tag = session.saved(tag)?;
    println!("{}", session[&tag].label);
    Ok(())
}

fn main() {
    let _ = work;
}
