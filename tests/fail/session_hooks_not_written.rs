// error: `Audit` does not say what happens at the moments of a session of `relata::dialect::Sqlite`
// label: write `impl Hooks<relata::dialect::Sqlite> for Audit`

use relata::prelude::*;

struct Audit;

fn work(engine: &Engine<Sqlite>) -> Session<'static, Sqlite> {
    engine.session().hooks(Audit)
}

fn main() {
    let _ = work;
}
