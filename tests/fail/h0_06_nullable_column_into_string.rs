// error: `?` operator has incompatible types
// label: expected `Vec<String>`, found `Vec<Option<String>>`
// passes: coalesce_of_other_types.rs

include!("../support/blog.rs");

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<String> = db.all(&from(users::table).select(users::nickname)).await?;
    Ok(())
}

fn main() {}
