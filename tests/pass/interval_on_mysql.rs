use relata::prelude::*;
use relata::types::Interval;

table! {
    pub waits { #[primary_key] id: i64, span: Interval }
}

fn main() {
    let _ = select(waits::id).filter(waits::span.gt(Interval::days(1))).to_sql::<Postgres>();
}
