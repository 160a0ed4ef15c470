// error: mismatched types
// label: expected `&Loaded<Handle<_>, _>`, found `&User`

use blog::*;
use relata::Error;
use relata::prelude::*;

async fn run(session: &mut Session<'static, Sqlite>, user: User) -> Result<(), Error> {
    session.edit(&user).name = "Ada".into();
    session.commit().await?;
    Ok(())
}

fn main() {
    let _ = run;
}
