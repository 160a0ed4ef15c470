//! What a database has and should not have, and what it lacks, in words.

use std::fmt;

use super::catalog::{Catalog, Column, ForeignKey, Index, Key, Origin, Over, Table, same_type};
use crate::schema::def::IndexMethod;

/// A difference between what a database has and what it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    words: String,
    risk: Risk,
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
    /// The other one is where the program's own schema was created, empty and of the same kind: so both are in the
    /// words of the database, and nothing needs to be translated before it is compared. The order of columns is no
    /// difference, and neither is the name of a primary key.
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
        let mut changes = Changes(Vec::new());
        for of in &wanted.enums {
            let own = self.enums.iter().find(|own| own.name == of.name);
            if let Some(own) = own.filter(|own| own.labels != of.labels) {
                let [before, after] = [own, of].map(|of| of.labels.join(", "));
                changes.add(format!("labels of enum `{}`: {before} become {after}", of.name));
            }
        }
        for table in &wanted.tables {
            match self.table(&table.name) {
                None => changes.add(format!("create {}", named(table))),
                Some(own) => changes.of_table(own, table),
            }
        }
        for table in self.tables.iter().filter(|table| wanted.table(&table.name).is_none()) {
            changes.push(Risk::Loses, format!("drop {}", named(table)));
        }
        changes.0
    }
}

/// `` table `posts` ``
fn named(table: &Table) -> String {
    let word = if table.origin == Origin::Table { "table" } else { "view" };
    format!("{word} `{}`", table.name)
}

struct Changes(Vec<Change>);

impl Changes {
    fn push(&mut self, risk: Risk, words: String) {
        self.0.push(Change { words, risk });
    }

    fn add(&mut self, words: String) {
        self.push(Risk::None, words);
    }

    fn of_table(&mut self, own: &Table, wanted: &Table) {
        let name = &wanted.name;
        if own.origin != wanted.origin {
            self.add(format!("replace {} by {} of its query", named(own), named(wanted)));
        }
        let [before, after] = [own, wanted].map(parts);
        for part in before.iter().filter(|part| !after.contains(part)) {
            self.add(format!("drop {part} of `{name}`"));
        }
        for column in &wanted.columns {
            match own.column(&column.name) {
                None => self.new_column(name, column),
                Some(own) => self.of_column(name, own, column),
            }
        }
        for column in own.columns.iter().filter(|column| wanted.column(&column.name).is_none()) {
            self.push(Risk::Loses, format!("drop column `{}` of `{name}`", column.name));
        }
        for part in after.iter().filter(|part| !before.contains(part)) {
            self.add(format!("add {part} to `{name}`"));
        }
    }

    fn new_column(&mut self, table: &str, column: &Column) {
        let given =
            column.default.is_some() || column.identity.is_some() || column.computed.is_some();
        let words = format!("add column `{}` {}", column.name, column.sql_type);
        match column.nullable || given {
            true => self.add(format!("{words} to `{table}`")),
            false => self.push(
                Risk::NeedsValues,
                format!(
                    "{words} NOT NULL to `{table}`, which has no value for the rows that are there"
                ),
            ),
        }
    }

    fn of_column(&mut self, table: &str, own: &Column, wanted: &Column) {
        let place = format!("column `{}` of `{table}`", wanted.name);
        if !same_type(&own.sql_type, &wanted.sql_type) {
            let words = format!("{place}: type {} becomes {}", own.sql_type, wanted.sql_type);
            self.push(Risk::Loses, words);
        }
        match (own.nullable, wanted.nullable) {
            (true, false) => self.push(Risk::NeedsValues, format!("{place} becomes NOT NULL")),
            (false, true) => self.add(format!("{place} may be NULL")),
            _ => {}
        }
        for (before, after) in facts(own).into_iter().zip(facts(wanted)) {
            if before != after {
                let none = |text: String| if text.is_empty() { "none".to_owned() } else { text };
                let [before, after] = [before, after].map(|(word, text)| (word, none(text)));
                self.add(format!("{place}: {} {} becomes {}", before.0, before.1, after.1));
            }
        }
    }
}

/// What is said of a column besides its type and NULL.
fn facts(column: &Column) -> [(&'static str, String); 5] {
    let computed = column.computed.as_ref().map(|computed| {
        format!("{}{}", computed.sql, if computed.stored { " stored" } else { "" })
    });
    [
        ("default", column.default.clone().unwrap_or_default()),
        ("identity", column.identity.map(|of| format!("{of:?}")).unwrap_or_default()),
        ("expression", computed.unwrap_or_default()),
        ("comment", column.comment.clone()),
        ("beyond", column.beyond.join(", ")),
    ]
}

/// The keys, indexes and conditions of a table, each in words.
fn parts(table: &Table) -> Vec<String> {
    let list = |names: &[String]| format!("({})", names.join(", "));
    let primary = table.primary_key.iter().map(|key| format!("primary key {}", list(&key.columns)));
    let uniques = table
        .uniques
        .iter()
        .map(|Key { name, columns }| format!("unique {}{}", given(name.as_ref()), list(columns)));
    let checks = table.checks.iter();
    let checks = checks.map(|check| format!("check {}({})", given(check.name.as_ref()), check.sql));
    let comment = Some(&table.comment).filter(|comment| !comment.is_empty());
    let comment = comment.map(|comment| format!("comment \"{comment}\""));
    primary
        .chain(uniques)
        .chain(table.indexes.iter().map(Index::words))
        .chain(checks)
        .chain(table.foreign_keys.iter().map(ForeignKey::words))
        .chain(comment)
        .chain(table.beyond.iter().cloned())
        .collect()
}

/// A name, and a space.
fn given(name: Option<&String>) -> String {
    name.map_or(String::new(), |name| format!("{name} "))
}

impl Index {
    /// The index in words.
    pub(crate) fn words(&self) -> String {
        if let Some(whole) = &self.beyond {
            return whole.clone();
        }
        let parts = self.parts.iter().map(|part| match &part.over {
            Over::Column(text) | Over::Expression(text) => part.words(text),
        });
        let method = match self.method {
            IndexMethod::Usual => String::new(),
            method => format!(" using {}", method.word()),
        };
        let include = match &*self.include {
            [] => String::new(),
            columns => format!(" include ({})", columns.join(", ")),
        };
        let filter = self.filter.as_ref().map_or(String::new(), |sql| format!(" WHERE {sql}"));
        let unique = if self.unique { "unique " } else { "" };
        let parts = parts.collect::<Vec<_>>().join(", ");
        format!("{unique}index {} ({parts}){method}{include}{filter}", self.name)
    }
}

impl ForeignKey {
    /// The foreign key in words.
    pub(super) fn words(&self) -> String {
        let deferred = if self.deferred { " deferred" } else { "" };
        let actions = [("delete", self.on_delete), ("update", self.on_update)];
        let actions = actions.into_iter().filter_map(|(when, action)| {
            Some(format!(" on {when} {}", action.word()?.replace('_', " ")))
        });
        format!(
            "foreign key {}({}) references {} ({}){}{deferred}",
            given(self.name.as_ref()),
            self.columns.join(", "),
            self.target,
            self.target_columns.join(", "),
            actions.collect::<String>(),
        )
    }
}
