//! What a macro call says, as plain data. Identifiers and paths keep the user's spans.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, LitStr, Path, Type, Visibility};

/// Which macro was called.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `table!`
    Table,
    /// `view!`
    View,
    /// `shape!`
    Shape,
}

impl Kind {
    /// The word for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::View => "view",
            Self::Shape => "shape",
        }
    }
}

/// Doc comments, as written and as text.
#[derive(Default)]
pub struct Docs {
    /// The attributes, to be repeated on the items.
    pub tokens: TokenStream,
    /// The text, a line each.
    pub text: String,
    /// Is there any, be it from a file?
    pub written: bool,
}

/// A name in the database: the identifier's, or another.
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// A table, view or shape.
pub struct Table {
    /// Which of them.
    pub kind: Kind,
    /// Its doc comments.
    pub docs: Docs,
    /// Traits to derive for the row struct.
    pub derives: Vec<Path>,
    /// Attributes for the row struct.
    pub passed: TokenStream,
    /// Its visibility, which is also that of the columns.
    pub vis: Visibility,
    /// The module.
    pub module: Ident,
    /// The row struct.
    pub row: Option<Ident>,
    /// Its name in the database.
    pub name: Name,
    /// The schema it lies in.
    pub schema: Option<LitStr>,
    /// The query of a view.
    pub query: Option<LitStr>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Enums over several of its columns.
    pub choices: Vec<Choice>,
    /// Its relations.
    pub relations: Vec<Relation>,
    /// Its primary keys: one, once it is checked.
    pub primary_keys: Vec<Key>,
    /// UNIQUE constraints.
    pub uniques: Vec<Key>,
    /// Indexes.
    pub indexes: Vec<Key>,
    /// Indexes over expressions, or of some rows alone; unique ones too.
    pub other_indexes: Vec<Index>,
    /// CHECK constraints.
    pub checks: Vec<Check>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// The enum of its constraints, where one is asked for.
    pub constraints: Option<Ident>,
    /// Columns that were refused: what names them is dropped without another error.
    pub broken: Vec<Ident>,
    /// Was a foreign key refused?
    pub faulty_keys: bool,
}

impl Table {
    /// The column of this identifier.
    pub fn column(&self, ident: &Ident) -> Option<&Column> {
        self.columns.iter().find(|column| column.ident == *ident)
    }

    /// The columns of the primary key.
    pub fn primary_key(&self) -> &[Ident] {
        self.primary_keys.first().map_or(&[], |key| &key.columns)
    }
}

/// An enum over several columns: `kind: enum Make { Car { doors: i32 }, Bicycle }`.
pub struct Choice {
    /// Its doc comments.
    pub docs: TokenStream,
    /// The field of the row struct, and the column that tells the variants apart.
    pub ident: Ident,
    /// The enum.
    pub name: Ident,
    /// The enum of the variants alone, which that column holds.
    pub kind: Ident,
    /// Its variants.
    pub variants: Vec<Variant>,
}

/// A variant of such an enum.
pub struct Variant {
    /// Its doc comments.
    pub docs: TokenStream,
    /// What is said of its label: `#[sql(rename = "..")]`.
    pub label: TokenStream,
    /// Its name.
    pub ident: Ident,
    /// Its fields, which are columns, and their types as written.
    pub fields: Vec<(Ident, Type)>,
}

/// A column.
pub struct Column {
    /// Its doc comments.
    pub docs: Docs,
    /// Attributes for the field of the row struct.
    pub passed: TokenStream,
    /// Its identifier.
    pub ident: Ident,
    /// Its name in the database.
    pub name: Name,
    /// Its type as written.
    pub declared: Type,
    /// Its type without the `Option`.
    pub ty: Type,
    /// Was there an `Option`?
    pub nullable: bool,
    /// The SQL type, verbatim.
    pub sql_type: Option<String>,
    /// The default in the database.
    pub default: Option<Default>,
    /// Does the database number it, and always?
    pub identity: Option<(Ident, bool)>,
    /// Is it computed from other columns?
    pub computed: Option<Computed>,
    /// Makes its value on INSERT.
    pub insert: Option<(Ident, Expr)>,
    /// Makes its value on UPDATE.
    pub update: Option<(Ident, Expr)>,
    /// Does it count the row's versions?
    pub version: Option<Ident>,
    /// Is it never updated?
    pub immutable: Option<Ident>,
    /// Does it tell whose a row is?
    pub tenant: Option<Ident>,
    /// Does it tell whether a row is deleted?
    pub soft_delete: Option<Ident>,
}

/// A default in the database.
pub struct Default {
    /// The attribute's word.
    pub word: Ident,
    /// Its tokens.
    pub tokens: TokenStream,
    /// What it says.
    pub value: DefaultValue,
}

/// A default's value.
pub enum DefaultValue {
    /// The time of the statement.
    Now,
    /// A text.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A floating point number.
    Real(f64),
    /// A truth value.
    Bool(bool),
    /// SQL, verbatim.
    Sql(String),
}

/// A computed column.
pub struct Computed {
    /// The expression.
    pub sql: Sql,
    /// Is it kept in the row?
    pub stored: bool,
}

/// A primary key, UNIQUE constraint or index.
pub struct Key {
    /// The attribute's word.
    pub word: Ident,
    /// Its columns.
    pub columns: Vec<Ident>,
    /// Its name, if given.
    pub name: Option<LitStr>,
    /// Is it written on a column?
    pub on_column: bool,
}

/// An index of more than columns alone.
pub struct Index {
    /// The attribute's word: `index` or `unique`.
    pub word: Ident,
    /// How it is kept, unless that is the usual way.
    pub method: Option<Ident>,
    /// What it is over.
    pub parts: Vec<Part>,
    /// Columns that it carries along.
    pub include: Vec<Ident>,
    /// Of which rows.
    pub filter: Option<Sql>,
    /// Its name, if given.
    pub name: Option<LitStr>,
}

impl Index {
    /// Does it allow each value once?
    pub fn is_unique(&self) -> bool {
        self.word == "unique"
    }
}

/// A part of an index.
pub struct Part {
    /// What it is over.
    pub over: Over,
    /// How many characters of it count.
    pub prefix: Option<u32>,
    /// Its operator class.
    pub class: Option<Ident>,
    /// Is it sorted downwards?
    pub descending: bool,
    /// Do NULLs come first, or last?
    pub nulls_first: Option<bool>,
}

/// What a part of an index is over.
pub enum Over {
    /// A column.
    Column(Ident),
    /// An expression, after the words in it.
    Expression(String, Sql),
}

impl Part {
    /// The column, if it is one.
    pub fn column(&self) -> Option<&Ident> {
        match &self.over {
            Over::Column(column) => Some(column),
            Over::Expression(..) => None,
        }
    }

    /// Is it a column and nothing else?
    pub fn is_plain(&self) -> bool {
        self.column().is_some()
            && self.prefix.is_none()
            && self.class.is_none()
            && !self.is_sorted()
    }

    /// Does it say how it is sorted?
    pub fn is_sorted(&self) -> bool {
        self.descending || self.nulls_first.is_some()
    }
}

/// A CHECK constraint.
pub struct Check {
    /// Its condition.
    pub sql: Sql,
    /// Its name, if given.
    pub name: Option<LitStr>,
}

/// SQL: verbatim, or Rust tokens that become SQL once the columns are known.
pub enum Sql {
    /// As SQL.
    Text(String),
    /// As tokens.
    Tokens(TokenStream),
}

/// A foreign key.
pub struct ForeignKey {
    /// The attribute's word.
    pub word: Ident,
    /// Its columns.
    pub columns: Vec<Ident>,
    /// The columns it references, as paths.
    pub targets: Vec<Path>,
    /// Its name, if given.
    pub name: Option<LitStr>,
    /// What deleting the referenced row does.
    pub on_delete: Option<Action>,
    /// What changing the referenced key does.
    pub on_update: Option<Action>,
    /// Is it checked at commit?
    pub deferred: bool,
    /// Does a session delete a row that loses what it references?
    pub delete_orphan: Option<Ident>,
}

/// What happens to a row when the row it references goes or changes.
pub struct Action {
    /// The word, as written.
    pub word: Ident,
    /// The variant of the crate's `Action`.
    pub variant: &'static str,
}

/// A relation.
pub struct Relation {
    /// Its doc comments.
    pub docs: Docs,
    /// Its identifier.
    pub ident: Ident,
    /// Where it leads, and how.
    pub target: Target,
}

impl Relation {
    /// The other side.
    pub fn inverse(&self) -> &Path {
        let (Target::Has { inverse, .. }
        | Target::BelongsTo { inverse, .. }
        | Target::ManyToMany { inverse, .. }) = &self.target;
        inverse
    }
}

/// Where a relation leads, and how.
pub enum Target {
    /// `HasMany<posts::author>`, or `HasOne`.
    Has {
        /// Any number?
        many: bool,
        /// The other side.
        inverse: Path,
    },
    /// `BelongsTo<users::posts, author_id>`
    BelongsTo {
        /// The other side, or its table.
        inverse: Path,
        /// The columns of the foreign key.
        columns: Vec<Ident>,
    },
    /// `ManyToMany<tags::posts, post_tags>`
    ManyToMany {
        /// The other side.
        inverse: Path,
        /// The table between.
        link: Path,
        /// The columns of the table between: to this table, and to the other one.
        columns: Option<(Vec<Ident>, Vec<Ident>)>,
    },
}
