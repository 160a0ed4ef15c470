// error: cannot apply unary operator `-` to type `Expr<Col<words::count, words::table>>`
// label: cannot apply unary operator `-`

use relata::prelude::*;

table! {
    pub words { #[primary_key] id: i64, count: u32 }
}

fn main() {
    let _ = select(-words::count).to_sql::<Sqlite>();
}
