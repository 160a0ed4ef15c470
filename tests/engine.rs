//! Engines, connections and transactions, on SQLite.

#[path = "engine/verbs.rs"]
mod verbs;

use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key, identity] id: i64,
        name: String,
        #[unique] email: String,
        nickname: Option<String>,
        #[default(0)] visits: i64,
    }
}

const SCHEMA: &str = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, \
                      email TEXT NOT NULL UNIQUE, nickname TEXT, visits INTEGER NOT NULL DEFAULT 0)";
