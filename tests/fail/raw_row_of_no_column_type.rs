// error: `(i64, Point)` is not a row that a statement written by hand can have
// label: write a column type, a row struct, a `#[derive(Projection)]` struct, an `Option` of one, or a tuple of these

use blog::*;
use relata::prelude::*;

struct Point;

fn main() {
    let _ = raw!((i64, Point), "SELECT 1, 2");
}
