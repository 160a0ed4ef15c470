//! CREATE and DROP: from tables as data to the statements that define them, in the order in which
//! a database takes them; and back, from what a database has to a module of `table!`s. What changes a table that exists
//! is a script between two databases.

pub mod catalog;
mod column;
mod constraint;
mod diff;
mod error;
mod index;
mod late;
mod name;
mod named_type;
mod order;
mod piece;
mod print;
mod reflect;
mod script;
mod table;
mod view;
mod writer;

use std::fmt;
use std::marker::PhantomData;

pub use catalog::Catalog;
pub use diff::Change;
pub use error::SchemaError;
pub use print::Dates;
pub use reflect::Reflect;
pub use script::Script;

use crate::dialect::Known;
use crate::render::Dialect;
use crate::render::definition::LateKeys;
use crate::render::spec::Spec;
use crate::schema::Schema;
use crate::schema::def::{Origin, TableDef};
use order::Order;
use writer::Writer;

/// Statements that define or drop tables, for one dialect, in order.
///
/// A plan is a value: print it, keep it as a migration, or run it.
///
/// ```
/// # relata::doc_schema!();
/// use relata::ddl::Plan;
/// use relata::prelude::*;
///
/// schema! { pub blog: posts, users }
/// let plan = Plan::<Sqlite>::create_all::<blog>()?;
/// assert_eq!(
///     plan.to_string(),
///     "\
/// CREATE TABLE users (
///     id INTEGER PRIMARY KEY,
///     name TEXT NOT NULL,
///     email TEXT NOT NULL,
///     nickname TEXT,
///     visits INTEGER DEFAULT 0 NOT NULL,
///     CONSTRAINT uq_users_email UNIQUE (email)
/// );
/// CREATE TABLE posts (
///     id INTEGER PRIMARY KEY,
///     author_id INTEGER NOT NULL,
///     title TEXT NOT NULL,
///     body TEXT,
///     CONSTRAINT fk_posts_author_id_users FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE
/// );
/// "
/// );
/// # Ok::<(), relata::ddl::SchemaError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a plan does nothing until it is run or printed"]
pub struct Plan<D> {
    statements: Vec<String>,
    dialect: PhantomData<D>,
}

impl<D: Dialect> Plan<D> {
    /// Creates all tables and views of a schema: a table after those that it references, and views
    /// after tables.
    ///
    /// Where tables reference each other in a circle, the foreign keys that close it follow as
    /// `ALTER TABLE`, but for SQLite, which does not ask for the other table before a row is
    /// written. Views without a query, and schemas (`#[table(schema = "..")]`), must exist.
    ///
    /// # Errors
    ///
    /// What this database cannot have, all of it at once: see [`SchemaError`].
    pub fn create_all<S: Schema>() -> Result<Self, SchemaError>
    where
        D: Known,
    {
        create(D::SPEC, &S::tables(), schema_name::<S>(), Mode::New).map(Self::from_statements)
    }

    /// Creates what is missing of a schema, and leaves alone what is there: it can run at every
    /// start of a program.
    ///
    /// A table that exists stays as it is, even where it differs from the definition. Views are
    /// replaced where the database can do it.
    ///
    /// # Errors
    ///
    /// As [`create_all`](Self::create_all).
    pub fn create_missing<S: Schema>() -> Result<Self, SchemaError>
    where
        D: Known,
    {
        Self::missing::<S>(D::SPEC)
    }

    /// Drops the tables and views of a schema that exist, in the opposite order.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::ddl::Plan;
    /// use relata::prelude::*;
    ///
    /// schema! { pub blog: users, posts }
    /// let plan = Plan::<Postgres>::drop_all::<blog>()?;
    /// assert_eq!(plan.to_string(), "DROP TABLE IF EXISTS posts;\nDROP TABLE IF EXISTS users;\n");
    /// # Ok::<(), relata::ddl::SchemaError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Names that this database cannot have.
    pub fn drop_all<S: Schema>() -> Result<Self, SchemaError>
    where
        D: Known,
    {
        Self::dropped::<S>(D::SPEC)
    }

    /// Creates one table or view, with its indexes and comments, whatever it references. The types of its
    /// native enums, domains and composite types must exist.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::ddl::Plan;
    /// use relata::prelude::*;
    /// use relata::schema::Table;
    ///
    /// let plan = Plan::<MySql>::create(users::table::def())?;
    /// assert_eq!(plan.len(), 1);
    /// # Ok::<(), relata::ddl::SchemaError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What this database cannot have, all of it at once: see [`SchemaError`].
    pub fn create(table: &TableDef) -> Result<Self, SchemaError>
    where
        D: Known,
    {
        let mut writer = Writer::new(D::SPEC);
        define(&mut writer, table, Mode::New, &[]);
        writer.finish().map(Self::from_statements)
    }

    /// [`create_missing`](Self::create_missing) as a database writes it.
    pub(crate) fn missing<S: Schema>(spec: &'static Spec) -> Result<Self, SchemaError> {
        create(spec, &S::tables(), schema_name::<S>(), Mode::Missing).map(Self::from_statements)
    }

    /// [`drop_all`](Self::drop_all) as a database writes it.
    pub(crate) fn dropped<S: Schema>(spec: &'static Spec) -> Result<Self, SchemaError> {
        drop_tables(spec, &S::tables()).map(Self::from_statements)
    }

    /// The statements, without semicolons.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        self.statements.iter()
    }

    /// How many statements there are.
    pub fn len(&self) -> usize {
        self.statements.len()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }

    fn from_statements(statements: Vec<String>) -> Self {
        Self { statements, dialect: PhantomData }
    }
}

/// A script: each statement with its semicolon, and the end of a line.
impl<D> fmt::Display for Plan<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.statements.iter().try_for_each(|statement| writeln!(f, "{statement};"))
    }
}

impl<D> IntoIterator for Plan<D> {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        self.statements.into_iter()
    }
}

impl<'p, D> IntoIterator for &'p Plan<D> {
    type Item = &'p String;
    type IntoIter = std::slice::Iter<'p, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.statements.iter()
    }
}

/// Whether what is created may be there already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    New,
    Missing,
}

fn create(
    spec: &'static Spec,
    tables: &[&'static TableDef],
    schema: &str,
    mode: Mode,
) -> Result<Vec<String>, SchemaError> {
    let mut writer = Writer::new(spec);
    order::check(tables, schema, &mut writer);
    let order = Order::of(tables);
    let late = match spec.definition.late_keys {
        LateKeys::Never => &[][..],
        _ => &order.late,
    };
    named_type::create(&mut writer, tables, mode);
    for table in order.tables {
        define(&mut writer, table, mode, late);
    }
    for (table, key) in late {
        late::add(&mut writer, table, key, mode);
    }
    for view in order.views {
        define(&mut writer, view, mode, &[]);
    }
    writer.finish()
}

fn define(writer: &mut Writer, def: &TableDef, mode: Mode, late: &[order::LateKey]) {
    match def.origin {
        Origin::Table => table::create(writer, def, mode, late),
        Origin::View(Some(query)) => view::create(writer, def, query, mode),
        Origin::View(None) | Origin::Query => {}
    }
}

fn drop_tables(
    spec: &'static Spec,
    tables: &[&'static TableDef],
) -> Result<Vec<String>, SchemaError> {
    let mut writer = Writer::new(spec);
    let order = Order::of(tables);
    for view in order.views.iter().rev() {
        view::drop(&mut writer, view);
    }
    late::drop_tables(&mut writer, &order);
    named_type::drop(&mut writer, tables);
    writer.finish()
}

/// The last word of the type's path: what stands after `schema!`.
fn schema_name<S>() -> &'static str {
    let path = std::any::type_name::<S>();
    path.rsplit("::").next().unwrap_or(path)
}
