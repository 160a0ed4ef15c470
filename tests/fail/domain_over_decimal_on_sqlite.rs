// error: `relata::dialect::Sqlite` does not support `Domains`
// label: this statement needs `Domains`, which `relata::dialect::Sqlite` does not have

use relata::prelude::*;
use rust_decimal::Decimal;

#[derive(SqlType, Clone, Copy, Debug, PartialEq)]
#[sql(domain = "price", check = "VALUE >= 0")]
pub struct Price(pub Decimal);

table! {
    pub goods { #[primary_key] id: i64, price: Price }
}

fn main() {
    let _ = select(goods::id).filter(goods::price.gt(Price(Decimal::ONE))).to_sql::<Sqlite>();
}
