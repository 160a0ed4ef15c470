//! CREATE and DROP: the text for every database side by side, and SQLite runs what is meant for it.

#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod ddl {
    mod column;
    mod comment;
    mod constraint;
    mod name;
    mod order;
    mod refused;
    mod run;
    pub mod support;
    mod table;
    mod view;
}
