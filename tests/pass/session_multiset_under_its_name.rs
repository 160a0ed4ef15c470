use blog::*;
use relata::Error;
use relata::prelude::*;

alias!(boss: staff);
alias!(writer: users);

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    session.all(&select(writer[User]).with(users::posts.multiset())).await?;
    session.all(&select(boss[Person]).with(staff::reports.multiset())).await?;
    Ok(())
}

fn main() {
    let _ = work;
}
