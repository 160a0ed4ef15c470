use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let (a, b) = (session.get_one(User, 1).await?, session.get_one(User, 1).await?);
    assert_eq!(a, b);
    session.edit(&a).visits = 1;
    session.edit(&b).visits += 1;
    Ok(())
}

fn main() {
    let _ = run;
}
