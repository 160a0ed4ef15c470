use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let ada = session.get_one(User, 1).await?;
    session.flush().await?;
    let name = &session[ada].name;
    println!("{name}");
    Ok(())
}

fn main() {
    let _ = work;
}
