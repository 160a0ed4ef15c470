use blog::*;
use relata::functions::{lpad, ltrim};
use relata::prelude::*;

fn main() {
    let code = sql!(String, "hex(randomblob(2))");
    let _ = from(users::table).select(ltrim(code)).to_sql::<Sqlite>();
    let _ = from(users::table).select(lpad(users::name, users::visits, "-")).to_sql::<Sqlite>();
}
