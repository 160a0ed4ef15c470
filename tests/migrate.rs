//! Migrations: scripts that are applied in order and once, on each database.

#![cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/database.rs"]
mod database;

mod migrate {
    mod alone;
    mod dropped;
    mod failed;
    mod foreign_keys;
    mod once;
    mod read;
    mod refused;
    mod search_path;
    mod support;
    mod texts;
}
