use relata::prelude::*;

table! {
    pub words { #[primary_key] id: i64, count: u32 }
}

fn main() {
    let _ = select(-words::count.cast::<i64>()).to_sql::<Sqlite>();
}
