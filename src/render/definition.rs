//! What dialects write differently in CREATE, ALTER and DROP, as data.

use crate::schema::def::IndexMethod;
use crate::types::Kind;

/// The differences between dialects in what defines tables.
#[derive(Debug)]
pub struct Definition {
    /// Whether CREATE and DROP can be rolled back.
    pub transactional: bool,
    /// How those who change the schema take turns.
    pub turns: Turns,
    /// How long a name can be.
    pub name_limit: NameLimit,
    /// Whether names hold characters beyond U+FFFF.
    pub wide_names: bool,
    /// Whether no column can have this name, since the database's own has it.
    pub is_own_column: fn(&str) -> bool,
    /// Whether a table, view or index of this name can only be the database's own.
    pub is_own_table: fn(&str) -> bool,
    /// Whether `\` in a text constant is an escape.
    pub backslash_escapes: bool,
    /// Whether the constraint of a primary key has a name.
    pub names_primary_key: bool,
    /// Where comments are written.
    pub comments: Comments,
    /// Where indexes are written.
    pub indexes: Indexes,
    /// Whether an index can be of some rows alone.
    pub has_partial_indexes: bool,
    /// Whether an index can be over an expression.
    pub has_expression_indexes: bool,
    /// How an index can be kept other than the usual way.
    pub index_methods: &'static [IndexMethod],
    /// Whether an index can have operator classes, a place of NULL, and columns that it carries along.
    pub has_index_classes: bool,
    /// Whether an index can be of the beginnings of texts.
    pub has_index_prefixes: bool,
    /// How a foreign key is added to a table that is there, and dropped.
    pub late_keys: LateKeys,
    /// How a table that is there is changed.
    pub alters: Alters,
    /// What stands behind the table's name in names of constraints that the database makes, and again with the table's new name.
    pub made_names: &'static [&'static str],
    /// Whether a foreign key can reference a table of another schema.
    pub keys_cross_schemas: bool,
    /// Whether foreign keys can be checked at commit.
    pub has_deferred_keys: bool,
    /// Whether a foreign key can become its default.
    pub has_set_default: bool,
    /// Whether computed columns are possible that are not stored.
    pub has_virtual_columns: bool,
    /// Whether NOT NULL can be said of a computed column.
    pub computed_not_null: bool,
    /// Whether a TIMESTAMP column can only be NULL where it says so.
    pub timestamp_needs_null: bool,
    /// Whether a CHECK sees to it that JSON is JSON.
    pub checks_json: bool,
    /// Whether an integer of 8 bits or without a sign is one of more bits, in a range that is checked.
    pub checks_ranges: bool,
    /// What a native enum is.
    pub enums: Enums,
    /// Which keys can hold TEXT, BLOB and JSON.
    pub long_keys: LongKeys,
    /// Whether a default that is no plain constant of a short type stands in parentheses.
    pub literal_defaults: LiteralDefaults,
    /// Today, as a default.
    pub today: &'static str,
    /// The time of day, as a default.
    pub time_of_day: &'static str,
    /// What creates a view that may be there already.
    pub create_missing_view: &'static str,
    /// Where the database describes itself.
    pub described: Described,
    /// The name of a type that the database reports, as relata writes it.
    pub type_name: fn(&str) -> String,
    /// What a type stores that relata does not write itself. Lengths are not part of its name.
    pub stores: fn(&str) -> Option<Kind>,
}

/// Where a database describes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Described {
    /// In pragmas, and the texts of its statements.
    Pragmas,
    /// In `pg_catalog`.
    PgCatalog,
    /// In `information_schema`.
    InformationSchema {
        /// Whether expressions stand there as they would in a text.
        escaped: bool,
    },
}

/// How those who change the schema take turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turns {
    /// A transaction that writes has the whole database for itself.
    Transactions,
    /// By an advisory lock.
    Advisory,
    /// By a lock with a name.
    Named,
}

/// How long a name can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameLimit {
    /// As long as it likes.
    Unlimited,
    /// This many bytes of UTF-8.
    Bytes(usize),
    /// This many characters.
    Characters(usize),
}

/// Where comments are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// Nowhere.
    None,
    /// `COMMENT ON COLUMN .. IS ..`
    Statement,
    /// `COMMENT '..'` in CREATE TABLE, cut to this many characters for columns and tables.
    Inline {
        /// The most for a column.
        column: usize,
        /// The most for a table.
        table: usize,
    },
}

/// Where indexes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indexes {
    /// `CREATE INDEX name ON schema.table`
    QualifiedTable,
    /// `CREATE INDEX schema.name ON table`
    QualifiedName,
    /// `INDEX name (..)` in CREATE TABLE.
    Inline,
}

/// How a foreign key is added to a table that is there, and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateKeys {
    /// It cannot be: all keys are written in CREATE TABLE, where the other table may be missing yet.
    Never,
    /// ADD CONSTRAINT, inside a DO block where it may be there already.
    Block,
    /// ADD CONSTRAINT, by PREPARE where it may be there already.
    Prepared,
    /// `FOREIGN KEY IF NOT EXISTS`
    IfNotExists,
}

/// How a table that is there is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alters {
    /// Little of it is: another table takes its rows and its name.
    Rebuilt,
    /// Each thing by its own words: `ALTER COLUMN name SET NOT NULL`. What speaks of a column follows its name.
    Parts,
    /// Columns as they are to be, `MODIFY COLUMN`, and indexes with them. A foreign key needs an index on both sides.
    Whole,
}

/// Which keys can hold TEXT, BLOB and JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongKeys {
    /// All.
    All,
    /// UNIQUE constraints and indexes.
    Secondary,
    /// None.
    None,
}

/// Where the default of a column may be a constant without parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralDefaults {
    /// Everywhere.
    All,
    /// Not for TEXT, BLOB and JSON.
    Short,
}

/// What an enum is that is declared native.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enums {
    /// A type with a name: `CREATE TYPE mood AS ENUM (..)`.
    Named,
    /// The type of a column: `ENUM(..)`.
    Listed,
    /// Text, which a CHECK compares with the labels.
    Checked,
}
