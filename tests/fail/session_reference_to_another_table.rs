// error: column `blog::posts::author_id` does not reference `blog::tags::table`
// label: an object of `blog::tags::table` gives its key to a column that is declared `#[references(..)]`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let tag = session.add(Tag, tags::label.set("rust"));
    session.add(Post, (posts::author_id.set(&tag), posts::title.set("Notes")));
    Ok(())
}

fn main() {
    let _ = work;
}
