use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Option<String> = db.first(&select(users::name).order_by(users::id)).await?;
    let _ = db.first(&select(users::name).limit_unordered(1)).await?;
    let _ = db.first(&select(users::name).filter(users::id.eq(1))).await?;
    let _ = db.first(&from(users::table).select(count_rows())).await?;
    let _ = db.first(&select(users::id).union(select(posts::id)).order_by(users::id)).await?;
    let _ = db.first(&select(users::name).boxed().order_by(users::id)).await?;
    let _ = db.first(&raw!(i64, "SELECT id FROM users ORDER BY id")).await?;
    let _ = db.first(&titles()).await?;
    Ok(())
}

fn titles() -> impl ReadQuery<Sqlite, Row = String> + Query<Rows: HasFirst> {
    select(posts::title).order_by(posts::id)
}

fn main() {}
