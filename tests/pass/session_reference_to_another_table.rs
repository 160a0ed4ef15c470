use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let ada = session.add(User, (users::name.set("Ada"), users::email.set("ada@example.org")));
    session.add(Post, (posts::author_id.set(&ada), posts::title.set("Notes")));
    Ok(())
}

fn main() {
    let _ = work;
}
