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

use crate::render::Dialect;

/// A dialect that is known while the program is compiled: all but [`Any`].
#[diagnostic::on_unimplemented(
    message = "a plan is written for one database, and `{Self}` is whichever the URL names",
    label = "name it, as in `Plan::<Sqlite>`, or call `create_all` and `drop_all` of the engine"
)]
pub trait Known: Dialect {}

macro_rules! known {
    ($($dialect:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Known for $dialect {}
    )*};
}

known!(Sqlite Postgres MySql MariaDb);
