// error: `?` operator has incompatible types
// label: expected `Vec<(i64, String)>`, found `Vec<(String, i64)>`
// passes: read_as_another_type.rs

include!("../support/blog.rs");

async fn program(db: Engine<Sqlite>) -> Result<(), relata::Error> {
    let _: Vec<(i64, String)> = db.all(&select((users::name, users::id))).await?;
    Ok(())
}

fn main() {}
