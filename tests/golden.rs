//! The text of every feature in every dialect that has it, and the rows that it gives.
//!
//! The files mirror `src/expr` and `src/query`.

#![cfg(feature = "sqlite")]

// Programs use what the golden tests do not.
#[allow(dead_code)]
#[path = "support/blog.rs"]
mod blog;
#[path = "support/check.rs"]
mod check;
#[path = "support/database.rs"]
mod database;
#[cfg_attr(all(feature = "postgres", feature = "mysql"), path = "support/server.rs")]
#[cfg_attr(not(all(feature = "postgres", feature = "mysql")), path = "support/no_server.rs")]
mod server;

mod golden {
    mod expr {
        mod aggregate;
        mod arithmetic;
        mod array;
        mod array_agg;
        mod bits;
        mod case;
        mod cast;
        mod collate;
        mod column;
        mod compare;
        #[cfg(feature = "chrono")]
        mod date;
        mod field;
        mod function;
        mod group;
        mod interval;
        #[cfg(feature = "serde_json")]
        mod json;
        mod list;
        mod logic;
        mod newtype;
        mod null;
        mod number;
        mod operator;
        mod range;
        mod raw;
        mod regexp;
        mod row;
        mod shared_window;
        mod sort;
        mod sql_function;
        mod statistics;
        mod string_agg;
        mod text;
        mod text_function;
        mod value;
        mod whole;
        mod window;
    }
    mod query {
        mod after;
        mod assign;
        mod at_version;
        mod boxed;
        mod cardinality;
        mod complete;
        mod conflict;
        mod copy;
        mod delete;
        mod derived;
        mod distinct;
        mod field_set;
        mod filter;
        mod group;
        mod hidden;
        mod insert;
        mod join;
        mod lateral;
        mod limit;
        mod load_data;
        mod lock;
        mod order;
        mod projection;
        mod quantified;
        mod raw;
        mod recursive;
        mod returning;
        mod rollup;
        mod said;
        mod select;
        mod select_values;
        mod set_operation;
        mod subquery;
        mod table_function;
        mod update;
        mod values;
        mod with;
        mod writing;
    }
}
