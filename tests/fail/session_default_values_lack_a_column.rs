// error: INSERT lacks column `blog::tags::label`, which is NOT NULL and has no default
// label: add `blog::tags::label.set(..)`

use blog::*;
use relata::prelude::*;

fn work(session: &mut Session<'static, Sqlite>) {
    let _ = session.add_default_values(Tag);
}

fn main() {
    let _ = work;
}
