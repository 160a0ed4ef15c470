//! What a database has, as data: tables, views and enums in its own names and texts.

pub(crate) mod create_table;
pub(crate) mod tokens;

use tokens::{Token, tokens};

use crate::render::spec::Spec;
use crate::schema::def::{Action, Identity, IndexMethod};
use crate::types::Kind;

/// The tables, views and enums of a database, as [`Reflect`](super::Reflect) has found them.
///
/// All is in the words of the database, but that types have the names that relata gives them, and that what is usual
/// there is left out: the index that MySQL makes for a foreign key, and the sequence of a `serial`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Catalog {
    /// Tables and views, by name.
    pub tables: Vec<Table>,
    /// The enums that columns store labels of.
    pub enums: Vec<Enum>,
    pub(crate) spec: &'static Spec,
    /// The schema that was asked for, if not the default one.
    pub(crate) schema: Option<String>,
}

/// A table or view.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// The schema it lies in, if not the default one.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
    /// Its comment.
    pub comment: String,
    /// Table or view.
    pub origin: Origin,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// The primary key.
    pub primary_key: Option<Key>,
    /// UNIQUE constraints.
    pub uniques: Vec<Key>,
    /// Indexes that no constraint has made.
    pub indexes: Vec<Index>,
    /// CHECK constraints.
    pub checks: Vec<Check>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// What there is beyond all this, in words.
    pub beyond: Vec<String>,
    /// The statements that make its triggers again, where they go with the table when it is rebuilt.
    pub(crate) triggers: Vec<String>,
    /// Indexes that the database has made for foreign keys, which stay where these go.
    pub(crate) made: Vec<Key>,
    /// The unique keys that are an index and no constraint.
    pub(crate) unique_indexes: Vec<String>,
    /// Columns whose CHECK is theirs, so that MariaDB drops it where the column is written anew.
    pub(crate) column_checks: Vec<String>,
}

/// Where a table's rows come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They are stored.
    Table,
    /// A view's query, where it is known.
    View(Option<String>),
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub sql_type: String,
    /// What it stores, or each element of its arrays; nothing where relata does not know.
    pub kind: Option<Kind>,
    /// Does it store arrays?
    pub is_array: bool,
    /// The enum whose labels it stores, one of [`Catalog::enums`].
    pub of_enum: Option<String>,
    /// May it be NULL?
    pub nullable: bool,
    /// Its default, as SQL.
    pub default: Option<String>,
    /// Does the database number it?
    pub identity: Option<Identity>,
    /// Is it computed from other columns?
    pub computed: Option<Computed>,
    /// Its comment.
    pub comment: String,
    /// What there is beyond all this, in words.
    pub beyond: Vec<String>,
    /// The order of its texts, where that is another one than the table's and would be lost in `MODIFY COLUMN`.
    pub(crate) collation: Option<String>,
}

/// A computed column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The expression, as SQL.
    pub sql: String,
    /// Kept in the row, rather than computed when read.
    pub stored: bool,
}

/// A primary key or a UNIQUE constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its columns.
    pub columns: Vec<String>,
}

/// An index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// How it is kept.
    pub method: IndexMethod,
    /// What it is over.
    pub parts: Vec<Part>,
    /// Columns that it carries along.
    pub include: Vec<String>,
    /// Does it allow each value once?
    pub unique: bool,
    /// Of which rows it is, as SQL.
    pub filter: Option<String>,
    /// The whole of it, where it is more than this: of a method or an order that relata does not know.
    pub beyond: Option<String>,
}

/// A part of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is over.
    pub over: Over,
    /// How many characters or bytes of it count.
    pub prefix: Option<u32>,
    /// Its operator class, unless that is the usual one.
    pub class: Option<String>,
    /// Is it sorted downwards?
    pub descending: bool,
    /// Do NULLs come first, or last, unless that is as usual?
    pub nulls_first: Option<bool>,
}

/// What a part of an index is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Over {
    /// A column.
    Column(String),
    /// An expression, as SQL.
    Expression(String),
}

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The condition, as SQL.
    pub sql: String,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its columns.
    pub columns: Vec<String>,
    /// The schema of the table that it references, if not that of its own table.
    pub target_schema: Option<String>,
    /// The table that it references.
    pub target: String,
    /// The columns that it references.
    pub target_columns: Vec<String>,
    /// What deleting the referenced row does.
    pub on_delete: Action,
    /// What changing the referenced key does.
    pub on_update: Action,
    /// Is it checked at commit?
    pub deferred: bool,
}

/// An enum: a type of PostgreSQL, or one that is called here after the column that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// Its name.
    pub name: String,
    /// Its labels, in order.
    pub labels: Vec<String>,
    /// Is it a type of the database? Otherwise it is text, whose labels a CHECK lists by the name that relata gives it.
    pub native: bool,
}

impl Part {
    /// A column or an expression, and nothing more.
    pub(crate) fn new(over: Over) -> Self {
        Self { over, prefix: None, class: None, descending: false, nulls_first: None }
    }

    /// The column, if it is one.
    pub(crate) fn column(&self) -> Option<&String> {
        match &self.over {
            Over::Column(column) => Some(column),
            Over::Expression(_) => None,
        }
    }

    /// Does it say how it is sorted?
    pub(crate) fn is_sorted(&self) -> bool {
        self.descending || self.nulls_first.is_some()
    }

    /// Is it a column or an expression, and nothing more?
    pub(crate) fn is_plain(&self) -> bool {
        self.prefix.is_none() && self.class.is_none() && !self.is_sorted()
    }

    /// What it says of this: `title(20) desc`.
    pub(crate) fn words(&self, of: &str) -> String {
        let mut words = of.to_owned();
        words += &self.prefix.map_or(String::new(), |length| format!("({length})"));
        words += &self.class.as_ref().map_or(String::new(), |class| format!(" {class}"));
        words += if self.descending { " desc" } else { "" };
        words += match self.nulls_first {
            None => "",
            Some(true) => " nulls first",
            Some(false) => " nulls last",
        };
        words
    }
}

impl ForeignKey {
    /// Whether MySQL has made an index for it: called after it or, where it was not named, after its column.
    pub(crate) fn has_made(&self, name: &str, columns: &[String]) -> bool {
        let names = [self.name.as_deref(), self.columns.first().map(String::as_str)];
        self.columns == columns && names.contains(&Some(name))
    }
}

impl Index {
    /// Its columns, if it is of these alone, whether it is unique or not.
    pub(crate) fn columns(&self) -> Option<Vec<String>> {
        let more = self.beyond.is_some()
            || self.filter.is_some()
            || self.method != IndexMethod::Usual
            || !self.include.is_empty();
        let column = |part: &Part| part.column().filter(|_| !more && part.is_plain()).cloned();
        self.parts.iter().map(column).collect()
    }
}

impl Catalog {
    /// The table or view of this name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// A catalog of these tables, which know their types by name alone.
    pub(crate) fn new(
        spec: &'static Spec,
        schema: Option<String>,
        mut tables: Vec<Table>,
        mut enums: Vec<Enum>,
    ) -> Self {
        tables.sort_by(|a, b| a.name.cmp(&b.name));
        for table in &mut tables {
            for column in &mut table.columns {
                // One without labels has no values.
                column.of_enum.take_if(|name| enums.iter().all(|of| of.name != *name));
            }
            table.settle(spec);
            table.find_enums(&mut enums);
        }
        enums.retain(|of| {
            let mut columns = tables.iter().flat_map(|table| &table.columns);
            columns.any(|column| column.of_enum.as_ref() == Some(&of.name))
        });
        Self { tables, enums, spec, schema }
    }
}

impl Table {
    /// A table of this name without anything.
    pub(crate) fn new(schema: Option<String>, name: String) -> Self {
        Self {
            schema,
            name,
            comment: String::new(),
            origin: Origin::Table,
            columns: Vec::new(),
            primary_key: None,
            uniques: Vec::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            foreign_keys: Vec::new(),
            beyond: Vec::new(),
            triggers: Vec::new(),
            made: Vec::new(),
            unique_indexes: Vec::new(),
            column_checks: Vec::new(),
        }
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Finds out what columns store, and puts what has no order of its own in one.
    fn settle(&mut self, spec: &Spec) {
        for column in &mut self.columns {
            if column.of_enum.is_some() {
                continue;
            }
            let (element, is_array) = match column.sql_type.strip_suffix("[]") {
                Some(element) => (element, true),
                None => (column.sql_type.as_str(), false),
            };
            (column.kind, column.is_array) = (stored(spec, element), is_array);
            let valid = |check: &Check| is_json(&check.sql, &column.name);
            if self.checks.iter().any(valid) {
                column.kind = Some(Kind::Json);
                (spec.column_type)(Kind::Json).clone_into(&mut column.sql_type);
                self.checks.retain(|check| !valid(check));
            }
        }
        for column in &mut self.columns {
            // `NULL::text` is none.
            column
                .default
                .take_if(|sql| tokens(sql).first().is_some_and(|(token, _)| token.is("NULL")));
        }
        if self.origin != Origin::Table {
            // A view's column seems to have what the table's has.
            for column in &mut self.columns {
                (column.default, column.identity, column.computed) = (None, None, None);
            }
        }
        let Self { columns, uniques, indexes, checks, foreign_keys, .. } = self;
        let place = |name: &String| columns.iter().position(|column| column.name == *name);
        let places = |names: &[String]| names.iter().map(place).collect::<Vec<_>>();
        uniques.sort_by_cached_key(|key| (places(&key.columns), key.name.clone()));
        foreign_keys.sort_by_cached_key(|key| (places(&key.columns), key.name.clone()));
        indexes.sort_by(|a, b| a.name.cmp(&b.name));
        // `ck_users_2` comes before `ck_users_10`.
        checks.sort_by_cached_key(|check| {
            let name = check.name.clone();
            (name.is_none(), name.as_ref().map(String::len), name)
        });
    }
}

impl Table {
    /// Texts that are labels, as relata writes them: `CONSTRAINT ck_users_status CHECK (status IN ('active', 'gone'))`.
    fn find_enums(&mut self, enums: &mut Vec<Enum>) {
        let Self { name: table, columns, checks, .. } = self;
        for column in columns.iter_mut().filter(|column| column.kind == Some(Kind::Text)) {
            let (own, name) =
                (format!("ck_{table}_{}", column.name), format!("{table}_{}", column.name));
            let is_own = |check: &Check| check.name.as_ref() == Some(&own);
            let Some(place) = checks.iter().position(is_own) else { continue };
            if let Some(labels) = labels(&checks[place].sql, &column.name) {
                column.of_enum = Some(name.clone());
                enums.push(Enum { name, labels, native: false });
                checks.remove(place);
            }
        }
    }
}

/// The texts of `column IN ('a', 'b')`, and of what PostgreSQL makes of it:
/// `column = ANY (ARRAY['a'::text, 'b'::text])`.
fn labels(sql: &str, column: &str) -> Option<Vec<String>> {
    const WORDS: &[&str] = &["in", "any", "array", "text", "character", "varying"];
    let all = tokens(sql);
    let (first, rest) = all.split_first()?;
    if first.0.name()? != column {
        return None;
    }
    let mut labels = Vec::new();
    for (token, _) in rest {
        match token {
            Token::Text(_) => labels.extend(token.name()),
            Token::Word(_) if WORDS.iter().any(|word| token.is(word)) => {}
            Token::Sign('(' | ')' | '[' | ']' | ',' | ':' | '=') => {}
            _ => return None,
        }
    }
    (!labels.is_empty()).then_some(labels)
}

impl Column {
    /// A column of this name and type, as the database calls it.
    pub(crate) fn new(spec: &Spec, name: String, reported: &str) -> Self {
        Self {
            name,
            sql_type: (spec.definition.type_name)(reported),
            kind: None,
            is_array: false,
            of_enum: None,
            nullable: true,
            default: None,
            identity: None,
            computed: None,
            comment: String::new(),
            beyond: Vec::new(),
            collation: None,
        }
    }

    /// Whether relata gives a column of what it stores this very type.
    pub(crate) fn has_own_type(&self, spec: &Spec) -> bool {
        let element = self.sql_type.strip_suffix("[]").unwrap_or(&self.sql_type);
        self.kind.is_some_and(|kind| same_type((spec.column_type)(kind), element))
    }
}

/// All that have no parts, those first that are meant where a database has one type for several.
const KINDS: &[Kind] = &[
    Kind::Bool,
    Kind::Int64,
    Kind::Int32,
    Kind::Int16,
    Kind::Int8,
    Kind::UInt64,
    Kind::UInt32,
    Kind::UInt16,
    Kind::UInt8,
    Kind::Float64,
    Kind::Float32,
    Kind::Decimal,
    Kind::Text,
    Kind::Bytes,
    Kind::Date,
    Kind::Time,
    Kind::Timestamp,
    Kind::TimestampTz,
    Kind::Interval,
    Kind::Uuid,
    Kind::Json,
    Kind::Inet,
    Kind::Cidr,
    Kind::MacAddr,
    Kind::Range(&Kind::Int32),
    Kind::Range(&Kind::Int64),
    Kind::Range(&Kind::Decimal),
    Kind::Range(&Kind::Date),
    Kind::Range(&Kind::Timestamp),
    Kind::Range(&Kind::TimestampTz),
];

/// What a type stores: that for which relata writes it, or what the dialect says of it.
pub(crate) fn stored(spec: &Spec, sql_type: &str) -> Option<Kind> {
    let own =
        |kind: &&Kind| !(spec.lacks)(**kind) && same_type((spec.column_type)(**kind), sql_type);
    KINDS.iter().find(own).copied().or_else(|| {
        let (word, rest) = sql_type.split_once('(').unwrap_or((sql_type, ""));
        let rest = rest.split_once(')').map_or("", |(_, rest)| rest);
        let word = format!("{}{rest}", word.trim_end()).to_ascii_lowercase();
        (spec.definition.stores)(&word)
    })
}

/// Whether two names of types are the same.
pub(crate) fn same_type(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.replace(' ', "").to_ascii_lowercase();
    letters(a) == letters(b)
}

/// `json_valid(column)`, with or without quotes.
fn is_json(sql: &str, column: &str) -> bool {
    let bare = sql.replace(['(', ')', '`', '"', ' '], "");
    bare.strip_prefix("json_valid").is_some_and(|name| name == column.replace(['"', '`', ' '], ""))
}
