//! A job queue in a table of PostgreSQL, MySQL or MariaDB.

pub mod queue;
pub mod work;
