// error: `?` operator has incompatible types
// label: expected `Vec<(i64, String)>`, found `Vec<(i64, Option<String>)>`
// passes: coalesce_of_other_types.rs

include!("../support/blog.rs");

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<(i64, String)> = db.all(&select((users::id, users::nickname))).await?;
    Ok(())
}

fn main() {}
