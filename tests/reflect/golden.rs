//! The modules that are expected: as they are printed, and not edited.

#![allow(dead_code, missing_docs, reason = "they are compared, and compiled")]

pub mod chinook_mariadb;
pub mod chinook_mysql;
pub mod chinook_postgres;
pub mod chinook_sqlite;
pub mod declared_mariadb;
pub mod declared_mysql;
pub mod declared_postgres;
pub mod declared_sqlite;
pub mod difficult_mariadb;
pub mod difficult_mysql;
pub mod difficult_postgres;
pub mod difficult_sqlite;
pub mod indexes_mariadb;
pub mod indexes_mysql;
pub mod indexes_postgres;
pub mod indexes_sqlite;
pub mod odd_mariadb;
pub mod odd_mysql;
pub mod odd_postgres;
pub mod odd_sqlite;
