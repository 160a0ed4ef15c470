// error: mismatched types
// label: expected `&Engine<_>`, found `&Engine<Sqlite, ReadOnly>`
// passes: migrate/read.rs

use relata::migrate::Migrations;
use relata::prelude::*;

async fn program(db: Engine<Sqlite>, migrations: Migrations) -> Result<(), relata::Error> {
    migrations.up(&db.read_only()).await.map(drop)
}

fn main() {}
