//! A table's definition as data: what `CREATE TABLE` says, and nothing about statements.

use crate::types::Kind;

/// A table or view.
#[derive(Debug)]
pub struct TableDef {
    /// The schema it lies in, if not the default one.
    pub schema: Option<&'static str>,
    /// Its name in the database.
    pub name: &'static str,
    /// The doc comment above it.
    pub comment: &'static str,
    /// Table, view or named query.
    pub origin: Origin,
    /// Its columns, in order.
    pub columns: &'static [ColumnDef],
    /// The primary key; empty where there is none.
    pub primary_key: &'static [&'static str],
    /// UNIQUE constraints.
    pub uniques: &'static [UniqueDef],
    /// Indexes.
    pub indexes: &'static [IndexDef],
    /// CHECK constraints.
    pub checks: &'static [CheckDef],
    /// Foreign keys.
    pub foreign_keys: &'static [ForeignKeyDef],
    /// The rows of other tables that reference its own, by its relations; a function, since relations name each other.
    pub referring: fn() -> Vec<Referring>,
    /// The column that tells whose a row is.
    pub tenant: Option<&'static str>,
    /// The column that tells whether a row is deleted.
    pub deleted: Option<Deleted>,
}

impl TableDef {
    /// A table without anything.
    pub const PLAIN: Self = Self {
        schema: None,
        name: "",
        comment: "",
        origin: Origin::Table,
        columns: &[],
        primary_key: &[],
        uniques: &[],
        indexes: &[],
        checks: &[],
        foreign_keys: &[],
        referring: Vec::new,
        tenant: None,
        deleted: None,
    };
}

/// The column that tells whether a row is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// The time when it was, or NULL.
    At(&'static str),
    /// Whether it is.
    Flag(&'static str),
}

/// Where a table's rows come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// They are stored.
    Table,
    /// A view, with the text of its query where relata creates it.
    View(Option<&'static str>),
    /// A common table expression or a subquery in FROM.
    Query,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct ColumnDef {
    /// Its name in the database.
    pub name: &'static str,
    /// What is stored.
    pub kind: Kind,
    /// The type's own name, from `#[sql(..)]`.
    pub sql_type: Option<&'static str>,
    /// The labels of an enum.
    pub labels: &'static [&'static str],
    /// May it be NULL?
    pub nullable: bool,
    /// Its default in the database.
    pub default: Option<DefaultDef>,
    /// Does the database number it?
    pub identity: Option<Identity>,
    /// Is it computed from other columns?
    pub computed: Option<ComputedDef>,
    /// Is it given by INSERT alone?
    pub immutable: bool,
    /// The doc comment above it.
    pub comment: &'static str,
}

impl ColumnDef {
    /// A column without a name yet, and with nothing that must be said.
    pub const PLAIN: Self = Self {
        name: "",
        kind: Kind::Text,
        sql_type: None,
        labels: &[],
        nullable: false,
        default: None,
        identity: None,
        computed: None,
        immutable: false,
        comment: "",
    };
}

/// What the types of some columns say of them.
pub enum Layout {
    /// Of one column.
    Column {
        /// What is stored.
        kind: Kind,
        /// The labels of an enum.
        labels: &'static [&'static str],
        /// May it be NULL?
        nullable: bool,
    },
    /// Of several ones.
    Columns(&'static [Layout]),
}

/// The columns of a table: by their types, by their names, and what is declared beyond, by place.
///
/// One call for all, since rustc takes its time for every expression of every table.
pub const fn columns<const N: usize>(
    layout: &Layout,
    names: &[&'static str],
    declared: &[(usize, ColumnDef)],
) -> [ColumnDef; N] {
    let mut columns = [ColumnDef::PLAIN; N];
    let mut at = 0;
    while at < declared.len() {
        columns[declared[at].0] = declared[at].1;
        at += 1;
    }
    lay(&mut columns, 0, layout, names);
    columns
}

/// Fills in what the layout says, from a place on; gives the place after it.
const fn lay(
    columns: &mut [ColumnDef],
    mut at: usize,
    layout: &Layout,
    names: &[&'static str],
) -> usize {
    match *layout {
        Layout::Column { kind, labels, nullable } => {
            columns[at].name = names[at];
            columns[at].kind = kind;
            columns[at].labels = labels;
            columns[at].nullable = nullable;
            at + 1
        }
        Layout::Columns(parts) => {
            let mut part = 0;
            while part < parts.len() {
                at = lay(columns, at, &parts[part], names);
                part += 1;
            }
            at
        }
    }
}

/// Who may give the value of an identity column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// The database, unless the INSERT does.
    ByDefault,
    /// The database alone.
    Always,
}

/// A default value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DefaultDef {
    /// The time of the statement.
    Now,
    /// A text.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// A floating point number.
    Real(f64),
    /// A truth value.
    Bool(bool),
    /// SQL, as written.
    Sql(&'static str),
}

/// A computed column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComputedDef {
    /// The expression, as SQL.
    pub sql: &'static str,
    /// Kept in the row, rather than computed when read.
    pub stored: bool,
}

/// A UNIQUE constraint.
#[derive(Debug)]
pub struct UniqueDef {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
}

/// An index.
#[derive(Debug)]
pub struct IndexDef {
    /// Its name.
    pub name: &'static str,
    /// How it is kept.
    pub method: IndexMethod,
    /// Its columns; empty where it has parts.
    pub columns: &'static [&'static str],
    /// What it is over, where that is not columns alone.
    pub parts: &'static [IndexPart],
    /// Columns that it carries along, so that they need not be looked up.
    pub include: &'static [&'static str],
    /// Does it allow each value once?
    pub unique: bool,
    /// Of which rows it is, as SQL.
    pub filter: Option<&'static str>,
}

impl IndexDef {
    /// An index without anything.
    pub const PLAIN: Self = Self {
        name: "",
        method: IndexMethod::Usual,
        columns: &[],
        parts: &[],
        include: &[],
        unique: false,
        filter: None,
    };
}

/// How an index is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexMethod {
    /// As the database does where nothing is said: in order.
    Usual,
    /// `hash`
    Hash,
    /// `gin`
    Gin,
    /// `gist`
    Gist,
    /// `spgist`
    SpGist,
    /// `brin`
    Brin,
    /// `FULLTEXT`
    FullText,
}

impl IndexMethod {
    /// Its word in SQL; none for the usual way.
    pub fn word(self) -> &'static str {
        match self {
            Self::Usual => "",
            Self::Hash => "hash",
            Self::Gin => "gin",
            Self::Gist => "gist",
            Self::SpGist => "spgist",
            Self::Brin => "brin",
            Self::FullText => "fulltext",
        }
    }
}

/// A part of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexPart {
    /// What it is over.
    pub over: IndexOver,
    /// How many characters or bytes of it count.
    pub prefix: Option<u32>,
    /// Its operator class.
    pub class: Option<&'static str>,
    /// Is it sorted downwards?
    pub descending: bool,
    /// Do NULLs come first, or last?
    pub nulls_first: Option<bool>,
}

impl IndexPart {
    /// A column without a name yet, and with nothing that must be said.
    pub const PLAIN: Self = Self {
        over: IndexOver::Column(""),
        prefix: None,
        class: None,
        descending: false,
        nulls_first: None,
    };
}

/// What a part of an index is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexOver {
    /// A column.
    Column(&'static str),
    /// An expression, as SQL.
    Expression(&'static str),
}

/// A CHECK constraint.
#[derive(Debug)]
pub struct CheckDef {
    /// Its name.
    pub name: &'static str,
    /// The condition, as SQL.
    pub sql: &'static str,
}

/// A foreign key.
#[derive(Debug)]
pub struct ForeignKeyDef {
    /// Its name.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// The table it references; a function, since tables may reference each other.
    pub target: fn() -> &'static TableDef,
    /// The columns it references.
    pub target_columns: &'static [&'static str],
    /// What deleting the referenced row does.
    pub on_delete: Action,
    /// What changing the referenced key does.
    pub on_update: Action,
    /// Is it checked at commit?
    pub deferred: bool,
    /// Does a session delete a row that loses what it references?
    pub delete_orphan: bool,
}

/// Rows that reference those of a table, by a relation of this.
#[derive(Debug, Clone, Copy)]
pub struct Referring {
    /// Their table: the one that the relation leads to, or the one between.
    pub table: &'static TableDef,
    /// Their columns.
    pub columns: &'static [&'static str],
    /// Does their table lie between two others?
    pub is_link: bool,
}

/// What happens to a row when the row it references goes or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The statement fails, at its end.
    NoAction,
    /// The statement fails.
    Restrict,
    /// The row goes or changes along.
    Cascade,
    /// The foreign key becomes NULL.
    SetNull,
    /// The foreign key becomes its default.
    SetDefault,
}

impl Action {
    /// The word for it in `table!`, which nothing is where nothing happens.
    pub(crate) fn word(self) -> Option<&'static str> {
        match self {
            Self::NoAction => None,
            Self::Restrict => Some("restrict"),
            Self::Cascade => Some("cascade"),
            Self::SetNull => Some("set_null"),
            Self::SetDefault => Some("set_default"),
        }
    }
}
