// error: there is no folder `nowhere` beside Cargo.toml
// passes: migrate/read.rs

use relata::migrate::Migrations;

const MIGRATIONS: Migrations = relata::migrations!("nowhere");

fn main() {
    assert_eq!(MIGRATIONS.iter().count(), 0);
}
