use relata::prelude::*;

table! {
    #[table(name = "Excluded")]
    pub refused as Refused { #[primary_key] id: i64, name: String }
}

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let row = insert_into(refused::table).values((refused::id.set(1), refused::name.set("a")));
    db.execute(&row.on_conflict(refused::id).do_nothing()).await?;
    Ok(())
}

fn main() {}
