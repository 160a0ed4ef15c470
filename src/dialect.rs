//! The databases: each a short list of differences, no IO.

mod any;
mod mariadb;
mod mysql;
mod postgres;
mod sqlite;

pub use any::Any;
pub use mariadb::MariaDb;
pub use mysql::MySql;
pub use postgres::Postgres;
pub use sqlite::Sqlite;
