//! What a schema has and a database cannot.

use std::fmt;

use crate::error::Error;
use crate::types::Kind;

/// A schema that a database cannot have, or cannot become: everything that stands against it, not the first alone.
///
/// A foreign key that leads to a table outside the schema, names that are too long or hold a
/// character that the database refuses, and what the types of a table cannot know: whether its
/// database checks keys at commit, or numbers a column that is no key.
///
/// ```
/// # relata::doc_schema!();
/// use relata::ddl::Plan;
/// use relata::prelude::*;
///
/// schema! { pub half: posts }
/// let error = Plan::<Postgres>::create_all::<half>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "foreign key `fk_posts_author_id_users` of table `posts` references table `users`, which is \
///      not in schema `half`: add it there"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    problems: Vec<Problem>,
}

impl SchemaError {
    pub(super) fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// Each problem in a sentence.
    pub fn problems(&self) -> impl Iterator<Item = String> + '_ {
        self.problems.iter().map(Problem::to_string)
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, problem) in self.problems.iter().enumerate() {
            if place > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for SchemaError {}

impl From<SchemaError> for Error {
    fn from(error: SchemaError) -> Self {
        Self::other(error.to_string())
    }
}

/// One thing that stands against it. Names are shown as `{:?}` where they may hold anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    #[error("table `{0}` stands in schema `{1}` twice: names differ in more than their case")]
    Twice(String, String),
    #[error(
        "foreign key `{key}` of table `{table}` references table `{target}`, which is not in \
         schema `{schema}`: add it there"
    )]
    MissingTarget { key: String, table: String, target: String, schema: String },
    #[error(
        "foreign key `{key}` of table `{table}` is deferred, but {dialect} checks keys at once: \
         leave `deferred` out"
    )]
    Deferred { key: String, table: String, dialect: &'static str },
    #[error(
        "foreign key `{key}` of table `{table}` has the action `set_default`, which {dialect} \
         does not have"
    )]
    SetDefault { key: String, table: String, dialect: &'static str },
    #[error(
        "foreign key `{key}` of table `{table}` references `{target}` in another schema, which \
         {dialect} cannot"
    )]
    OtherSchema { key: String, table: String, target: String, dialect: &'static str },
    #[error(
        "index `{index}` of table `{table}` is of some rows alone, which {dialect} does not have: leave \
         `filter(..)` out"
    )]
    PartialIndex { index: String, table: String, dialect: &'static str },
    #[error(
        "index `{index}` of table `{table}` is over an expression, which {dialect} does not have: index a \
         computed column"
    )]
    ExpressionIndex { index: String, table: String, dialect: &'static str },
    #[error(
        "index `{index}` of table `{table}` has {what}, which {dialect} does not have: leave it out"
    )]
    IndexWord { index: String, table: String, what: String, dialect: &'static str },
    #[error(
        "index `{index}` is over {place} of kind {kind:?}, which one of its method or length does not take"
    )]
    IndexedKind { index: String, place: String, kind: Kind },
    #[error("{dialect} numbers {place} only where it is {wanted}")]
    Identity { place: String, dialect: &'static str, wanted: &'static str },
    #[error(
        "{place} has type {sql_type}, which {dialect} does not take in {key}: give it a length, as \
         in `#[sql(varchar(255))]`"
    )]
    LongKey { place: String, sql_type: &'static str, dialect: &'static str, key: &'static str },
    #[error("{place} is of kind {kind:?}, which {dialect} does not have")]
    NoType { place: String, dialect: &'static str, kind: Kind },
    #[error("type `{name}` of {place} has other labels than in another table")]
    OtherLabels { place: String, name: &'static str },
    #[error("type `{name}` of {place} is another one than in another place")]
    OtherType { place: String, name: &'static str },
    #[error("type `{name}` of {place} has the name of a table or view, which is a type of its own")]
    TypeOfTable { place: String, name: &'static str },
    #[error("the default of {place} is no finite number")]
    NotFinite { place: String },
    #[error("a {what} name is empty")]
    EmptyName { what: &'static str },
    #[error("{what} name {name:?} holds a NUL, which no database takes")]
    NulInName { what: &'static str, name: String },
    #[error("{place} holds a NUL, which no database takes")]
    NulInText { place: String },
    #[error("{what} name `{name}` is too long: {dialect} takes {limit}")]
    LongName { what: &'static str, name: String, dialect: &'static str, limit: String },
    #[error("{what} name `{name}` is one that {dialect} keeps for itself: choose another")]
    OwnName { what: &'static str, name: String, dialect: &'static str },
    #[error("{what} name {name:?} holds {found:?}, which {dialect} does not take in a name")]
    WideName { what: &'static str, name: String, found: char, dialect: &'static str },
    #[error("{what} name {name:?} ends in a space, which {dialect} does not take")]
    TrailingSpace { what: &'static str, name: String, dialect: &'static str },
    #[error("{change}, which loses what is there: say `.may_lose{of}`, if it may be lost")]
    Loses { change: String, of: String },
    #[error("{change}: say what they have, `.value({table:?}, {column:?}, \"..\")`")]
    NeedsValue { change: String, table: String, column: String },
    #[error("{place} has what relata knows in words alone, and cannot write: {what}")]
    Beyond { place: String, what: String },
    #[error(
        "trigger of table `{table}` speaks of `{name}`, and would have to be written otherwise: {sql}"
    )]
    Trigger { table: String, name: String, sql: String },
    #[error("a database of {live} does not become one of {wanted}")]
    OtherKind { live: &'static str, wanted: &'static str },
    #[error("there is no table `{table}` that could be renamed")]
    NoSuchTable { table: String },
    #[error("there is no column `{column}` of table `{table}` that could be renamed")]
    NoSuchColumn { table: String, column: String },
}
