//! What a database has and should not have, and what it lacks, in words.

use std::fmt;

use super::catalog::{Catalog, Column, Enum, Origin, Table, same_type};
use super::piece::{Piece, pieces};

/// A difference between what a database has and what it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    words: String,
    risk: Risk,
    /// The table or enum, and the column.
    pub(super) of: (String, Option<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Risk {
    None,
    /// Rows or values are gone, or may be.
    Loses,
    /// It fails where there are rows.
    NeedsValues,
}

impl Change {
    /// Whether rows or values are lost by it, or may be: what is dropped, and a column of another type.
    pub fn loses_data(&self) -> bool {
        self.risk == Risk::Loses
    }

    /// Whether it fails where the table has rows: a column is NOT NULL, and nothing gives a value for them.
    pub fn needs_values(&self) -> bool {
        self.risk == Risk::NeedsValues
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl Catalog {
    /// What must change in this database so that it has what another of its kind has: nothing, where they agree.
    ///
    /// The other one is where the program's own schema was created, empty and of the same kind: so both are in the words
    /// of the database, and nothing needs to be translated before it is compared. The order of columns is no difference, and
    /// neither is the name of a primary key.
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
    /// let changes = live.reflect(&Reflect::new()).await?.changes_to(&wanted);
    /// assert_eq!(changes.len(), 1);
    /// assert_eq!(changes[0].to_string(), "add column `body` TEXT to `posts`");
    /// # Ok(())
    /// # }
    /// ```
    pub fn changes_to(&self, wanted: &Self) -> Vec<Change> {
        let mut changes = Changes { all: Vec::new(), grown: Vec::new() };
        for of in &wanted.enums {
            let own = self.enums.iter().find(|own| own.name == of.name);
            if let Some(own) = own.filter(|own| own.labels != of.labels) {
                let [before, after] = [own, of].map(|of| of.labels.join(", "));
                let words = format!("labels of enum `{}`: {before} become {after}", of.name);
                let risk = match own.grows_to(of) {
                    true => {
                        changes.grown.push(of.name.clone());
                        Risk::None
                    }
                    false => Risk::Loses,
                };
                changes.push(risk, (&of.name, None), words);
            }
        }
        for table in &wanted.tables {
            match self.table(&table.name) {
                None => changes.add(&table.name, format!("create {}", named(table))),
                Some(own) => changes.of_table(own, table),
            }
        }
        for table in self.tables.iter().filter(|table| wanted.table(&table.name).is_none()) {
            let risk = if table.origin == Origin::Table { Risk::Loses } else { Risk::None };
            changes.push(risk, (&table.name, None), format!("drop {}", named(table)));
        }
        changes.all
    }
}

impl Enum {
    /// Whether another one has all of its labels in their order, and more.
    pub(super) fn grows_to(&self, other: &Self) -> bool {
        let mut others = other.labels.iter();
        self.labels.iter().all(|label| others.any(|other| other == label))
    }
}

/// `` table `posts` ``
fn named(table: &Table) -> String {
    let word = if table.origin == Origin::Table { "table" } else { "view" };
    format!("{word} `{}`", table.name)
}

struct Changes {
    all: Vec<Change>,
    /// The enums that have more labels, but no fewer.
    grown: Vec<String>,
}

/// A table or enum, and a column.
type Of<'c> = (&'c str, Option<&'c str>);

impl Changes {
    fn push(&mut self, risk: Risk, (table, column): Of<'_>, words: String) {
        let of = (table.to_owned(), column.map(str::to_owned));
        self.all.push(Change { words, risk, of });
    }

    fn add(&mut self, table: &str, words: String) {
        self.push(Risk::None, (table, None), words);
    }

    fn of_table(&mut self, own: &Table, wanted: &Table) {
        let name = &wanted.name;
        if own.origin != wanted.origin {
            let words = format!("replace {} by {} of its query", named(own), named(wanted));
            let risk = if own.origin == Origin::Table { Risk::Loses } else { Risk::None };
            self.push(risk, (name, None), words);
        }
        let [before, after] = [own, wanted].map(parts);
        for part in before.iter().filter(|part| !after.contains(part)) {
            self.add(name, format!("drop {part} of `{name}`"));
        }
        let begins = self.all.len();
        for column in &wanted.columns {
            match own.column(&column.name) {
                None => self.new_column(name, column),
                Some(own) => self.of_column(name, own, column),
            }
        }
        for column in own.columns.iter().filter(|column| wanted.column(&column.name).is_none()) {
            let words = format!("drop column `{}` of `{name}`", column.name);
            self.push(Risk::Loses, (name, Some(&column.name)), words);
        }
        if own.origin != Origin::Table {
            // A view stores nothing that it could lose.
            self.all[begins..].iter_mut().for_each(|change| change.risk = Risk::None);
        }
        for part in after.iter().filter(|part| !before.contains(part)) {
            self.add(name, format!("add {part} to `{name}`"));
        }
    }

    fn new_column(&mut self, table: &str, column: &Column) {
        let given =
            column.default.is_some() || column.identity.is_some() || column.computed.is_some();
        let words = format!("add column `{}` {}", column.name, column.sql_type);
        let of = (table, Some(column.name.as_str()));
        match column.nullable || given {
            true => self.push(Risk::None, of, format!("{words} to `{table}`")),
            false => self.push(
                Risk::NeedsValues,
                of,
                format!(
                    "{words} NOT NULL to `{table}`, which has no value for the rows that are there"
                ),
            ),
        }
    }

    fn of_column(&mut self, table: &str, own: &Column, wanted: &Column) {
        let place = format!("column `{}` of `{table}`", wanted.name);
        let of = (table, Some(wanted.name.as_str()));
        if !same_type(&own.sql_type, &wanted.sql_type) {
            let words = format!("{place}: type {} becomes {}", own.sql_type, wanted.sql_type);
            let is_grown = |name| self.grown.contains(name) && own.of_enum == wanted.of_enum;
            let risk = match wanted.of_enum.as_ref().is_some_and(is_grown) {
                true => Risk::None,
                false => Risk::Loses,
            };
            self.push(risk, of, words);
        }
        match (own.nullable, wanted.nullable, &wanted.computed) {
            (true, false, None) => {
                self.push(Risk::NeedsValues, of, format!("{place} becomes NOT NULL"));
            }
            (true, false, Some(_)) => self.add(table, format!("{place} becomes NOT NULL")),
            (false, true, _) => self.add(table, format!("{place} may be NULL")),
            _ => {}
        }
        let computes = own.computed.is_none() && wanted.computed.is_some();
        for (before, after) in facts(own).into_iter().zip(facts(wanted)) {
            if before != after {
                let none = |text: String| if text.is_empty() { "none".to_owned() } else { text };
                let risk = if computes && after.0 == EXPRESSION { Risk::Loses } else { Risk::None };
                let [before, after] = [before, after].map(|(word, text)| (word, none(text)));
                let words = format!("{place}: {} {} becomes {}", before.0, before.1, after.1);
                self.push(risk, of, words);
            }
        }
    }
}

const EXPRESSION: &str = "expression";

/// What is said of a column besides its type and NULL.
fn facts(column: &Column) -> [(&'static str, String); 5] {
    let computed = column.computed.as_ref().map(|computed| {
        format!("{}{}", computed.sql, if computed.stored { " stored" } else { "" })
    });
    [
        ("default", column.default.clone().unwrap_or_default()),
        ("identity", column.identity.map(|of| format!("{of:?}")).unwrap_or_default()),
        (EXPRESSION, computed.unwrap_or_default()),
        ("comment", column.comment.clone()),
        ("beyond", column.beyond.join(", ")),
    ]
}

/// The keys, indexes and conditions of a table, its comment and what there is beyond, each in words.
fn parts(table: &Table) -> Vec<String> {
    let comment = Some(&table.comment).filter(|comment| !comment.is_empty());
    let comment = comment.map(|comment| format!("comment \"{comment}\""));
    let pieces = pieces(table).into_iter().map(Piece::words);
    pieces.chain(comment).chain(table.beyond.iter().cloned()).collect()
}
