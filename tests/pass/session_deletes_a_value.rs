use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(session: &mut Session<'static, Sqlite>, user: User) -> Result<(), Error> {
    let user = session.attach(user);
    session.delete(&user);
    session.commit().await?;
    Ok(())
}

fn main() {
    let _ = run;
}
