use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<(String, Option<String>)> = db
        .all(&from(users::table).left_join(users::posts).select((users::name, posts::title)))
        .await?;
    let _: Vec<(User, Option<Post>)> =
        db.all(&from(users::table).left_join(users::posts).select((User, Post))).await?;
    Ok(())
}

fn main() {}
