use relata::prelude::*;

#[derive(Clone, Debug, SqlType)]
struct Secret(String);

#[derive(Projection)]
pub struct Row {
    id: i64,
    secret: Secret,
}

fn main() {
    let read = raw!(read Row, "SELECT 1, 'x'");
    let _ = read.to_sql::<Sqlite>();
    let read = raw!(read (i64, Row), "SELECT 1, 1, 'x'");
    let _ = read.to_sql::<Sqlite>();
    let said = |row: &Row| (row.id, row.secret.0.clone());
    let _ = said;
}
