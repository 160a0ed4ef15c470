use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<Option<String>> = db
        .all(&from(users::table).left_join(users::posts).select(upper(posts::title.concat("!"))))
        .await?;
    let _: Vec<String> = db
        .all(&from(users::table).left_join(users::posts).select(posts::title.coalesce("none")))
        .await?;
    let _: Vec<bool> =
        db.all(&from(users::table).left_join(users::posts).select(posts::title.is_null())).await?;
    Ok(())
}

fn main() {}
