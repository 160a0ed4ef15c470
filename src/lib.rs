//! SQLAlchemy's Core and ORM for Rust, with the schema in the type system.

extern crate self as relata;

#[macro_use]
pub mod types;
pub mod render;
pub mod schema;
#[macro_use]
pub mod expr;
pub mod dialect;
pub mod query;

pub mod prelude;

#[doc(hidden)]
pub mod __private;

pub use relata_schema_macros::{Projection, SqlType, alias, schema, shape, table, view};
