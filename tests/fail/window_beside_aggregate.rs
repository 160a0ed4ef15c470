use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).select((count_rows(), row_number().over(window().order_by(users::id))));
}
