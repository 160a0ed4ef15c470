use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(accounts::table).set((accounts::balance.set(5), accounts::version.set(3)));
    let balance = Some(5).map(|balance| accounts::balance.set(balance));
    let _ = update(accounts::table).set(balance).last_write_wins();
}
