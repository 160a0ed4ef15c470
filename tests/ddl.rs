//! CREATE and DROP: the text for every database side by side, and SQLite and PostgreSQL run what is meant for them.

#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "support/database.rs"]
mod database;

mod ddl {
    mod column;
    mod comment;
    mod constraint;
    mod index;
    mod kinds;
    mod name;
    mod order;
    mod refused;
    mod run;
    pub mod support;
    mod table;
    mod view;
}
