//! What a database has: the statements that ask for it, and what their rows say.

mod mysql;
mod postgres;
mod sqlite;

use super::link::Seat;
use super::place::Place;
use super::run::{self, Job, Run};
use super::{Engine, Executor};
use crate::ddl::catalog::{Column, Enum, Index, Key, Table};
use crate::ddl::{Catalog, Reflect};
use crate::driver::Driver;
use crate::error::{Error, Result};
use crate::query::effect::{Read, RunsWith};
use crate::query::{Output, Query};
use crate::render::Render;
use crate::render::definition::{Definition, Described};
use crate::schema::def::{Action, IndexMethod};

impl<D: Driver> Engine<D> {
    /// What the database has: see [`Reflect`].
    ///
    /// ```
    /// use relata::ddl::Reflect;
    /// use relata::prelude::*;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), relata::Error> {
    /// let engine = AnyEngine::open("sqlite::memory:").await?;
    /// engine.run_script("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)").await?;
    /// let catalog = engine.reflect(&Reflect::new()).await?;
    /// println!("{}", catalog.to_rust(Default::default()));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn reflect(&self, asked: &Reflect) -> Result<Catalog> {
        asked.run(&mut self.connect().await?).await
    }
}

impl Reflect {
    /// Asks the database. On PostgreSQL, MySQL and MariaDB what others create and drop meanwhile may be half in it.
    ///
    /// # Errors
    ///
    /// What the database reports, and a table of [`only`](Self::only) that is not there.
    pub async fn run<E>(&self, executor: &mut E) -> Result<Catalog>
    where
        E: Executor,
        Read: RunsWith<E::Access>,
    {
        read(executor.seat(), self).await
    }
}

async fn read<D: Driver>(mut seat: Seat<'_, D>, asked: &Reflect) -> Result<Catalog> {
    let spec = seat.spec();
    let mut found = Found::new(asked);
    match spec.definition.described {
        Described::Pragmas => sqlite::read(&mut seat, &mut found).await?,
        Described::PgCatalog => postgres::read(&mut seat, &mut found).await?,
        Described::InformationSchema { escaped } => {
            mysql::read(&mut seat, &mut found, escaped).await?;
        }
    }
    let missing = asked.only.iter().flatten().find(|name| found.table(name).is_none());
    match missing {
        Some(name) => Err(Error::other(format!("there is no table or view `{name}`"))),
        None => Ok(Catalog::new(spec, asked.schema.clone(), found.tables, found.enums)),
    }
}

/// The rows of a statement.
async fn all<D, Q, O>(seat: &mut Seat<'_, D>, query: &Q) -> Result<Vec<O::Row>>
where
    D: Driver,
    Q: Query<Output = O> + Render<D> + Sync,
    O: Output,
{
    Run::new(Place::Seat(seat.again()), Job::rows(query), run::all::<_, O>).await
}

/// What has been found so far.
struct Found<'r> {
    asked: &'r Reflect,
    tables: Vec<Table>,
    enums: Vec<Enum>,
}

impl<'r> Found<'r> {
    fn new(asked: &'r Reflect) -> Self {
        Self { asked, tables: Vec::new(), enums: Vec::new() }
    }

    /// The schema that is asked for; nothing for the usual one.
    fn schema(&self) -> String {
        self.asked.schema.clone().unwrap_or_default()
    }

    /// A table that is there, if it is asked for. That of the migrations is not part of what they make.
    fn add(&mut self, name: String) -> Option<&mut Table> {
        let is_asked = match &self.asked.only {
            Some(only) => only.contains(&name),
            None => name != "relata_migrations",
        };
        if !is_asked {
            return None;
        }
        self.tables.push(Table::new(self.asked.schema.clone(), name));
        self.tables.last_mut()
    }

    /// A table that was found.
    fn table(&mut self, name: &str) -> Option<&mut Table> {
        self.tables.iter_mut().find(|table| table.name == name)
    }

    /// The schema of a table that is referenced, if it is another one than that of the tables here.
    fn other_schema(&self, own: &str, target: String) -> Option<String> {
        match own == target {
            true => self.asked.schema.clone(),
            false => Some(target),
        }
    }
}

/// The rows of one key, index or constraint after the other: those that `same` finds alike.
fn runs<R>(rows: Vec<R>, same: impl Fn(&R, &R) -> bool) -> Vec<Vec<R>> {
    let mut runs: Vec<Vec<R>> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some(run) if run.first().is_some_and(|first| same(first, &row)) => run.push(row),
            _ => runs.push(vec![row]),
        }
    }
    runs
}

/// A unique index of columns alone is a UNIQUE constraint, which the database makes of it all the same.
fn add_index(table: &mut Table, index: Index) {
    match index.columns().filter(|_| index.unique) {
        Some(columns) => {
            table.unique_indexes.push(index.name.clone());
            table.uniques.push(Key { name: Some(index.name), columns });
        }
        None => table.indexes.push(index),
    }
}

/// The method of this word, if relata knows it.
fn method(definition: &Definition, word: &str) -> Option<IndexMethod> {
    let mut usual_and_known = [IndexMethod::Usual].iter().chain(definition.index_methods);
    let word = if word.eq_ignore_ascii_case("btree") { "" } else { word };
    usual_and_known.find(|method| method.word().eq_ignore_ascii_case(word)).copied()
}

/// The column of this name.
fn column<'t>(table: &'t mut Table, name: &str) -> Option<&'t mut Column> {
    table.columns.iter_mut().find(|column| column.name.eq_ignore_ascii_case(name))
}

/// The action of these words.
fn action(words: &str) -> Action {
    match words {
        "RESTRICT" | "r" => Action::Restrict,
        "CASCADE" | "c" => Action::Cascade,
        "SET NULL" | "n" => Action::SetNull,
        "SET DEFAULT" | "d" => Action::SetDefault,
        _ => Action::NoAction,
    }
}
