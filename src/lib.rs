//! SQLAlchemy's Core and ORM for Rust, with the schema in the type system.

extern crate self as relata;

// The floors, from the ground up: each may import those above its line, and none below.

#[macro_use]
pub mod types;
pub mod error;
pub mod schema;
#[macro_use]
pub mod render;
pub mod dialect;
pub mod ddl;
#[macro_use]
pub mod expr;
#[macro_use]
pub mod query;
pub mod driver;
pub mod engine;
pub mod orm;
pub mod migrate;

// The faces.

pub mod blocking;
pub mod functions;
pub mod prelude;
pub mod guide;

#[doc(hidden)]
pub mod __private;

pub use error::Error;
pub use relata_schema_macros::{
    Assignments, Projection, SqlType, alias, migrations, schema, shape, table, view,
};
