//! Keys, indexes and conditions: what a table has beside its columns, and what of it is the same in two tables.

use super::catalog::tokens::tokens;
use super::catalog::{Check, ForeignKey, Index, Key, Over, Table};
use crate::schema::def::IndexMethod;

/// A key, an index or a condition of a table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'c> {
    Primary(&'c Key),
    Unique(&'c Key),
    Index(&'c Index),
    Check(&'c Check),
    Foreign(&'c ForeignKey),
}

/// All of a table, in the order in which they are written.
pub(super) fn pieces(table: &Table) -> Vec<Piece<'_>> {
    let Table { primary_key, uniques, indexes, checks, foreign_keys, .. } = table;
    let keys = primary_key.iter().map(Piece::Primary).chain(uniques.iter().map(Piece::Unique));
    keys.chain(indexes.iter().map(Piece::Index))
        .chain(checks.iter().map(Piece::Check))
        .chain(foreign_keys.iter().map(Piece::Foreign))
        .collect()
}

impl<'c> Piece<'c> {
    /// What it is, in words: two with the same words are the same.
    pub fn words(self) -> String {
        let list = |names: &[String]| format!("({})", names.join(", "));
        match self {
            Self::Primary(key) => format!("primary key {}", list(&key.columns)),
            Self::Unique(Key { name, columns }) => {
                format!("unique {}{}", given(name.as_ref()), list(columns))
            }
            Self::Index(index) => index.words(),
            Self::Check(Check { name, sql }) => format!("check {}({sql})", given(name.as_ref())),
            Self::Foreign(key) => key.words(),
        }
    }

    /// Its name, if it has one.
    pub fn name(self) -> Option<&'c str> {
        match self {
            Self::Primary(key) | Self::Unique(key) => key.name.as_deref(),
            Self::Index(index) => Some(&index.name),
            Self::Check(check) => check.name.as_deref(),
            Self::Foreign(key) => key.name.as_deref(),
        }
    }

    /// The columns that it is over, but for those in its expressions.
    pub fn columns(self) -> Vec<&'c String> {
        match self {
            Self::Primary(key) | Self::Unique(key) => key.columns.iter().collect(),
            Self::Index(index) => {
                index.parts.iter().filter_map(|part| part.column()).chain(&index.include).collect()
            }
            Self::Check(_) => Vec::new(),
            Self::Foreign(key) => key.columns.iter().collect(),
        }
    }

    /// Its expressions.
    pub fn expressions(self) -> Vec<&'c str> {
        match self {
            Self::Check(check) => vec![check.sql.as_str()],
            Self::Index(index) => {
                let parts = index.parts.iter().filter_map(|part| match &part.over {
                    Over::Expression(sql) => Some(sql.as_str()),
                    Over::Column(_) => None,
                });
                parts.chain(index.filter.as_deref()).chain(index.beyond.as_deref()).collect()
            }
            Self::Primary(_) | Self::Unique(_) | Self::Foreign(_) => Vec::new(),
        }
    }

    /// Whether it speaks of this column.
    pub fn names(self, column: &str) -> bool {
        self.columns().iter().any(|name| *name == column)
            || self.expressions().iter().any(|sql| names(sql, column))
    }
}

/// Whether SQL has this name in it, or a word that may be it.
pub(super) fn names(sql: &str, name: &str) -> bool {
    tokens(sql).iter().any(|(token, _)| {
        let words = token.name().unwrap_or_default();
        words.eq_ignore_ascii_case(name) || words.split('.').any(|of| of.eq_ignore_ascii_case(name))
    })
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
