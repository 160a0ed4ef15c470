// error: the type `relata::orm::Session<'static, relata::dialect::Sqlite>` cannot be indexed by `&relata::orm::New<blog::Tag>`
// label: `relata::orm::Session<'static, relata::dialect::Sqlite>` cannot be indexed by `&relata::orm::New<blog::Tag>`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn work(session: &mut Session<'static, Sqlite>) -> Result<(), Error> {
    let tag = session.add(Tag, tags::label.set("rust"));
    println!("{}", session[&tag].label);
    Ok(())
}

fn main() {
    let _ = work;
}
