use relata::prelude::*;

table! {
    pub runs as Run {
        #[primary_key, identity] id: i64,
        took: relata::types::Interval,
    }
}

fn page(last: &Run) {
    let _ = select(Run).order_by(runs::id).cursor::<Postgres>(last);
}

fn main() {
    let _ = page;
}
