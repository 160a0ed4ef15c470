// error: evaluation panicked: `raw!(read ..)` is a statement that reads, and this one writes: leave `read` out
// label: evaluation of `main::_` failed here
// passes: raw_write_on_read_only_engine.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = raw!(read (), "DELETE FROM users WHERE id = 1");
}
