// error: `i64` cannot be compared with or set to `Price`
// label: expected `i64` or an expression of that type, found `Price`

use relata::prelude::*;

#[derive(Clone, Copy, SqlType)]
#[sql(number)]
pub struct Price(i64);

table! {
    pub goods { #[primary_key] id: i64, price: Price, amount: i64 }
}

fn main() {
    let _ = from(goods::table).select(goods::price * Price(2));
}
