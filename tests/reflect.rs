//! What a database has as a module of `table!`s. Each module that is expected is compiled here, creates its tables in a
//! database of its own, and is what is printed of that one again. And scripts that make of one database another.

#![cfg(all(
    feature = "sqlite",
    feature = "postgres",
    feature = "mysql",
    feature = "chrono",
    feature = "ipnet",
    feature = "rust_decimal",
    feature = "serde_json",
    feature = "uuid"
))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/database.rs"]
mod database;
#[path = "support/log.rs"]
mod log;

mod reflect {
    mod asked;
    mod changes;
    mod chinook;
    mod declared;
    mod diagram;
    mod difficult;
    mod golden;
    mod indexes;
    mod kept;
    mod odd;
    mod own;
    mod script;
    mod support;
    mod walk;
}
