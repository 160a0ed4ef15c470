use blog::*;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let title = String::from("Notes");
    db.retry(5)
        .serializable(async move |tx| {
            let same = posts::title.eq(title.clone());
            tx.execute(&delete(posts::table).filter(same)).await
        })
        .await?;
    let mut tries = 0;
    db.transaction(async |tx| {
        tries += 1;
        tx.execute(&delete(posts::table).every_row()).await
    })
    .await?;
    println!("{tries}");
    Ok(())
}

fn main() {}
