use relata::prelude::*;
use rust_decimal::Decimal;

table! {
    pub invoices { #[primary_key] id: i64, price: Decimal }
}

fn main() {
    let _ = select(invoices::id).order_by(invoices::price).to_sql::<Postgres>();
}
