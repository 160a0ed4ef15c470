use blog::*;
use relata::prelude::*;

#[derive(SqlType)]
struct Point(i64);

#[derive(Projection)]
struct Place {
    at: Point,
    status: Option<Status>,
}

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<(i64, Point)> = db.all(&raw!((i64, Point), "SELECT 1, 2")).await?;
    let _: Option<Place> = db.one_or_none(&raw!(Place, "SELECT 1, NULL")).await?;
    let _: (User, Option<Post>) = db.one(&raw!((User, Option<Post>), "SELECT 1")).await?;
    Ok(())
}

fn main() {}
