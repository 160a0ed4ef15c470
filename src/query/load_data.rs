//! `LOAD DATA LOCAL`: many rows of an INSERT as a text, on MySQL and MariaDB. It takes values, and no expressions.

use super::assign::Assigned;
use super::copy::{Plain, goes_by};
use super::effect::Write;
use super::from::table_name;
use super::insert::{Fresh, ManyOf, OneOf, Row};
use super::owed::NewRows;
use super::{Batch, Statement, Touched};
use crate::expr::Shape;
use crate::render::{Dialect, Pass, Render, Supports, Way};
use crate::schema::Table;
use crate::types::Kind;
use crate::types::logic::{Concat, List};

/// An INSERT of many rows that go by LOAD DATA.
#[derive(Clone, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct ByLoadData<T, L, M>(Fresh<T, ManyOf<L, M>>);

/// The feature LOAD DATA LOCAL.
pub struct LoadDataLocal;
supports!(LoadDataLocal: MySql MariaDb);

impl<T: Table, L, M> Fresh<T, ManyOf<L, M>> {
    /// The rows go by LOAD DATA LOCAL of MySQL and MariaDB: all or none, without RETURNING and ON
    /// DUPLICATE KEY. No file is read. It is worth it from some thousand rows up, each of values alone.
    ///
    /// The server must allow it by its setting `local_infile`, which MySQL switches off at first.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::prelude::*;
    /// let people = [("Ada", "ada@example.org"), ("Grace", "grace@example.org")];
    /// let load = insert_into(users::table)
    ///     .rows(people.map(|(name, email)| (users::name.set(name), users::email.set(email))))
    ///     .by_load_data();
    /// assert_eq!(
    ///     load.to_sql::<MariaDb>(),
    ///     "LOAD DATA LOCAL INFILE 'rows' INTO TABLE users CHARACTER SET utf8mb4 (name, email)"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// Where the server leaves a row out or changes a value, as it does with a warning, that is an
    /// error, and nothing is written: also where an INSERT would have rounded a number.
    pub fn by_load_data(self) -> ByLoadData<T, L, M>
    where
        L: Plain,
        M: Plain,
    {
        ByLoadData(self)
    }
}

goes_by!(ByLoadData Way::LoadData);

impl<D, T, L, M> Render<D> for ByLoadData<T, L, M>
where
    D: Dialect + Supports<LoadDataLocal>,
    T: Table,
    L: Plain,
    M: Plain,
    OneOf<L, M>: Row<D>,
{
    /// Bytes go as hexadecimal digits, since a text in UTF-8 does not hold all of them.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("LOAD DATA LOCAL INFILE 'rows' INTO TABLE ");
        table_name(T::def(), pass);
        pass.sql(" CHARACTER SET utf8mb4 (");
        let mut bytes = Vec::new();
        let mut count = 0;
        let mut each = |name, kind| {
            pass.sql(if count > 0 { ", " } else { "" });
            count += 1;
            if matches!(kind, Kind::Bytes | Kind::Uuid) {
                bytes.push((name, count));
                return variable(count, pass);
            }
            pass.ident(name);
        };
        L::columns(&mut each);
        M::columns(&mut each);
        pass.sql(")");
        for (i, (name, number)) in bytes.into_iter().enumerate() {
            pass.sql(if i > 0 { ", " } else { " SET " });
            pass.ident(name);
            pass.sql(" = UNHEX(");
            variable(number, pass);
            pass.sql(")");
        }
        self.0.values.send(pass);
    }
}

/// `@relata_1`
fn variable(number: i64, pass: &mut Pass<'_, '_>) {
    pass.sql("@relata_");
    pass.number(number);
}
