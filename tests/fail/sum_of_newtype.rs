// error: arithmetic needs a number, but this is `Price`
// label: `Price` is not a number

use relata::prelude::*;

#[derive(Clone, Copy, SqlType)]
pub struct Price(i64);

table! {
    pub goods { #[primary_key] id: i64, price: Price, amount: i64 }
}

fn main() {
    let _ = from(goods::table).select(sum(goods::price));
}
