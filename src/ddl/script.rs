//! The statements that make of one database what another one is: a migration, as a script.

mod alter;
mod create;
mod enums;
mod prepare;
mod rebuild;
mod view;
mod work;

use super::catalog::Catalog;
use super::diff::Change;
use super::error::{Problem, SchemaError};
use super::writer::Writer;
use crate::render::definition::Alters;
use work::Work;

/// A script that is to be written: what it may lose, and what no comparison can know.
///
/// It is made by [`Catalog::script_to`], and is text: to be read, kept as a file, and run by
/// [`run_script`](crate::engine::Engine::run_script) or by the program of the database.
#[derive(Clone, Debug)]
#[must_use = "nothing is written before `to_sql`"]
pub struct Script<'c> {
    live: &'c Catalog,
    wanted: &'c Catalog,
    said: Said,
}

/// What the program says of a script.
#[derive(Clone, Debug, Default)]
struct Said {
    /// Tables, before and after.
    tables: Vec<[String; 2]>,
    /// The table of a column, and its names before and after.
    columns: Vec<(String, [String; 2])>,
    /// What columns have where they would be NULL.
    values: Vec<(String, String, String)>,
    lost: Vec<(String, Option<String>)>,
    all_lost: bool,
}

impl Said {
    fn value(&self, table: &str, column: &str) -> Option<&str> {
        let of = |(of, name, _): &&(String, String, String)| of == table && name == column;
        self.values.iter().find(of).map(|(_, _, sql)| sql.as_str())
    }

    /// What was called otherwise before.
    fn old_names(&self) -> impl Iterator<Item = &str> {
        let columns = self.columns.iter().map(|(_, names)| names);
        self.tables.iter().chain(columns).map(|[from, _]| from.as_str())
    }

    /// Columns of a table that are called otherwise now.
    fn renamed<'s>(&'s self, table: &'s str) -> impl Iterator<Item = &'s [String; 2]> {
        self.columns.iter().filter(move |(of, _)| of == table).map(|(_, names)| names)
    }
}

impl Catalog {
    /// The script that makes of this database what another one of its kind is: the changes that
    /// [`changes_to`](Self::changes_to) tells, in an order that works. The other way round it is the script back.
    ///
    /// ```
    /// # relata::doc_schema!();
    /// use relata::ddl::Reflect;
    /// use relata::prelude::*;
    ///
    /// schema! { pub blog: users, posts }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let empty = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// empty.create_all::<blog>().await?;
    /// let wanted = empty.reflect(&Reflect::new()).await?;
    ///
    /// let live = Engine::<Sqlite>::open("sqlite::memory:").await?;
    /// live.create_all::<blog>().await?;
    /// live.run_script("ALTER TABLE posts DROP COLUMN body").await?;
    /// let script = live.reflect(&Reflect::new()).await?.script_to(&wanted).to_sql()?;
    /// assert_eq!(script, "ALTER TABLE posts ADD COLUMN body TEXT;\n");
    /// # Ok(())
    /// # }
    /// ```
    pub fn script_to<'c>(&'c self, wanted: &'c Self) -> Script<'c> {
        Script { live: self, wanted, said: Said::default() }
    }
}

impl Script<'_> {
    /// A table has another name afterwards. Otherwise it would be dropped, and another one created.
    pub fn renamed_table(mut self, from: impl Into<String>, to: impl Into<String>) -> Self {
        self.said.tables.push([from.into(), to.into()]);
        self
    }

    /// A column has another name afterwards, in a table that is called so afterwards.
    pub fn renamed(
        mut self,
        table: impl Into<String>,
        from: impl Into<String>,
        to: impl Into<String>,
    ) -> Self {
        self.said.columns.push((table.into(), [from.into(), to.into()]));
        self
    }

    /// What a column that becomes NOT NULL has in the rows that have nothing there, as SQL.
    pub fn value(
        mut self,
        table: impl Into<String>,
        column: impl Into<String>,
        sql: impl Into<String>,
    ) -> Self {
        self.said.values.push((table.into(), column.into(), sql.into()));
        self
    }

    /// This table may be dropped, or an enum of this name lose labels.
    pub fn may_lose(mut self, table: impl Into<String>) -> Self {
        self.said.lost.push((table.into(), None));
        self
    }

    /// This column may be dropped, or get another type, in which some of its values may not be what they were.
    pub fn may_lose_column(mut self, table: impl Into<String>, column: impl Into<String>) -> Self {
        self.said.lost.push((table.into(), Some(column.into())));
        self
    }

    /// Whatever is dropped may be.
    pub fn may_lose_all(mut self) -> Self {
        self.said.all_lost = true;
        self
    }

    /// The script, each statement with its semicolon; nothing where there is nothing to change.
    ///
    /// PostgreSQL undoes all of it where a statement fails, and MySQL and MariaDB nothing. On SQLite a table that cannot be
    /// changed is rebuilt: its rows go to another one that takes its name. That stands in a transaction of its own,
    /// with foreign keys switched off, which is undone where a row would be lost or a reference broken;
    /// its first line is `-- relata: no transaction`, since none can be around it.
    ///
    /// # Errors
    ///
    /// All that stands against it: data that would be lost without [`may_lose`](Self::may_lose), columns that
    /// need a [`value`](Self::value), and what the catalogs know in words alone.
    pub fn to_sql(&self) -> Result<String, SchemaError> {
        let spec = self.live.spec;
        let mut writer = Writer::new(spec);
        if spec.name != self.wanted.spec.name {
            let (live, wanted) = (spec.name, self.wanted.spec.name);
            writer.problem(Problem::OtherKind { live, wanted });
        }
        let live = prepare::renamed(prepare::unfolded(self.live), &self.said, &mut writer);
        let wanted = prepare::unfolded(self.wanted);
        for change in live.changes_to(&wanted) {
            self.refuse(&mut writer, &change);
        }
        let work = Work::of(&live, &wanted, &self.said);
        match spec.definition.alters {
            Alters::Rebuilt => rebuild::write(&mut writer, &work),
            Alters::Parts | Alters::Whole => alter::write(&mut writer, &work),
        }
        let statements = writer.finish()?;
        Ok(statements.iter().map(|statement| format!("{statement};\n")).collect())
    }

    fn refuse(&self, writer: &mut Writer, change: &Change) {
        let (table, column) = &change.of;
        let of = || match column {
            Some(column) => format!("_column({table:?}, {column:?})"),
            None => format!("({table:?})"),
        };
        if change.loses_data() && !self.said.all_lost && !self.said.lost.contains(&change.of) {
            writer.problem(Problem::Loses { change: change.to_string(), of: of() });
        }
        if let (true, Some(column)) = (change.needs_values(), column)
            && self.said.value(table, column).is_none()
        {
            let (table, column) = (table.clone(), column.clone());
            writer.problem(Problem::NeedsValue { change: change.to_string(), table, column });
        }
    }
}
