// error: mismatched types
// label: expected `&Loaded<Handle<User>, (posts,)>`, found `&Loaded<Handle<User>, (Partial<posts>,)>`

use blog::*;
use relata::Error;
use relata::prelude::*;

fn count_all(person: &Tracked<User, (users::posts,)>) -> usize {
    person.get(users::posts).len()
}

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let people =
        session.all(&select(User).with(users::posts.selectin().filter(posts::likes.gt(9)))).await?;
    println!("{}", count_all(&people[0]));
    Ok(())
}

fn main() {
    let _ = work;
}
