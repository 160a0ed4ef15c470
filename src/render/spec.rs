//! What dialects write differently, as data, and what each of them supports, as types.

use std::fmt::Write as _;

pub use super::definition::Definition;
pub use super::json::JsonWords;
use crate::types::logic::Bool;

/// A kind of database.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a database that relata knows",
    label = "write `Sqlite`, `Postgres`, `MySql` or `MariaDb`"
)]
pub trait Dialect: Copy + Send + Sync + 'static {
    /// Its differences.
    const SPEC: &'static Spec;
}

/// A dialect has a feature. Which ones do stands beside the feature, by `supports!`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not support `{Feature}`",
    label = "this statement needs `{Feature}`, which `{Self}` does not have"
)]
pub trait Supports<Feature>: Dialect {}

/// The feature that is needed where a flag of the statement's type holds: `D: Supports<NeededIf<F, Feature>>`.
pub type NeededIf<Flag, Feature> = <Flag as Bool>::If<Feature, ()>;

/// Says in a line which dialects have a feature. An error about one that lacks it does not list
/// what else it has.
macro_rules! supports {
    ($feature:ty: $($dialect:ident)*) => {$(
        #[diagnostic::do_not_recommend]
        impl $crate::render::Supports<$feature> for $crate::dialect::$dialect {}
    )*};
}

/// The differences between dialects that are a matter of spelling.
#[derive(Debug)]
pub struct Spec {
    /// Its name.
    pub name: &'static str,
    /// The character around names.
    pub quote: char,
    /// How placeholders are written.
    pub placeholder: Placeholder,
    /// True and false as constants.
    pub truth: [&'static str; 2],
    /// The code of the error where the rows of one upsert meet a row twice, if that is one.
    pub upsert_twice: Option<&'static str>,
    /// How many rows a part of VALUES may have.
    pub parts: PartSizes,
    /// About how many bytes a part of many rows may have.
    pub part_bytes: usize,
    /// How lists are matched.
    pub lists: Lists,
    /// What stands before the rows of `(a, b) IN (..)`.
    pub row_list: &'static str,
    /// What stands before each row of VALUES in a query.
    pub values_row: &'static str,
    /// Which spelling of a function it takes.
    pub spelling: fn(&Spelling) -> &'static str,
    /// How texts are joined.
    pub concat: Concat,
    /// How the texts of a group are joined.
    pub joins: Joins,
    /// The null-safe equality.
    pub null_safe: NullSafe,
    /// The function that counts characters.
    pub length: &'static str,
    /// The larger of two.
    pub greatest: &'static str,
    /// The smaller of two.
    pub least: &'static str,
    /// The current time, for expressions and defaults.
    pub now: &'static str,
    /// The same without a zone.
    pub local_now: &'static str,
    /// The division of floating point numbers, whose stored form may be an integer on SQLite.
    pub float_division: &'static str,
    /// The division of integers.
    pub integer_division: &'static str,
    /// Whether UPDATE and DELETE join their tables, the written one among them: `UPDATE a, b SET ..`,
    /// `DELETE FROM a USING a, b`.
    pub joins_written_tables: bool,
    /// The row lock that others do not share, where there are any.
    pub for_update: &'static str,
    /// The row lock that others may share.
    pub for_share: &'static str,
    /// Whether a side of a set operation can stand in parentheses.
    pub wraps_sides: bool,
    /// Whether there is NULLS FIRST.
    pub has_nulls_order: bool,
    /// Whether there is ILIKE.
    pub has_ilike: bool,
    /// What names the escape character of LIKE, where it must be named.
    pub escape: &'static str,
    /// How upserts are written.
    pub upsert: Upsert,
    /// What an INSERT without columns says.
    pub no_values: &'static str,
    /// Whether ON CONFLICT can follow that.
    pub defaults_may_conflict: bool,
    /// How an INSERT tells which values the database made.
    pub made: Made,
    /// OFFSET without LIMIT needs a LIMIT of this.
    pub unlimited: &'static str,
    /// What asks how a statement would be run, and in which column it is told.
    pub explain: (&'static str, usize),
    /// Whether a statement ends where nobody takes more of its rows. Otherwise all of them are sent, unless
    /// a LIMIT says how many.
    pub ends_early: bool,
    /// Whether a row can be deleted that references itself.
    pub deletes_own_references: bool,
    /// What a sum or an average is cast to, of the type that it is read as, where the database gives another one.
    pub sum_type: fn(crate::types::Kind) -> Option<&'static str>,
    /// The most placeholders in one statement.
    pub max_binds: usize,
    /// Whether truth is a type of its own, which casts to INTEGER, and to no other number.
    pub casts_truth_as_integer: bool,
    /// Whether a constant that fits INTEGER is one, so that it must be cast to be a wider number.
    pub narrow_constants: bool,
    /// Whether HAVING looks for a column by its bare name, so that it is written as `min(column)`.
    pub having_by_name: bool,
    /// Whether a subquery of HAVING finds a column of the query around it by its bare name alone.
    pub outer_by_name: bool,
    /// Whether a function's number is an INTEGER, to which a wider one must be cast.
    pub narrow_arguments: bool,
    /// The names of types, for CAST.
    pub cast_type: fn(crate::types::Kind) -> &'static str,
    /// The type to which a placeholder is cast, where its value is sent as a text.
    pub bind_cast: fn(crate::types::Kind) -> Option<&'static str>,
    /// What the seed of a recursive query is cast to, one after the other, so that its columns hold
    /// every value of the type.
    pub seed_casts: fn(crate::types::Kind) -> [Option<&'static str>; 2],
    /// Whether the step of a recursive query is cast too, since its columns must have the types of the seed's.
    pub types_steps: bool,
    /// What stands before and after bytes in a seed, for the same.
    pub seed_bytes: [&'static str; 2],
    /// The character NUL, for texts that end at one.
    pub nul: &'static str,
    /// What no column of this database can hold.
    pub lacks: fn(crate::types::Kind) -> bool,
    /// The names of types, for CREATE TABLE.
    pub column_type: fn(crate::types::Kind) -> &'static str,
    /// What follows an identity column's type.
    pub identity: IdentityStyle,
    /// The words for JSON.
    pub json: &'static JsonWords,
    /// How the rows of a subquery become one value.
    pub multiset: Multiset,
    /// A column of a kind as a field of such a row: a text with holes for it.
    pub multiset_field: fn(crate::types::Kind) -> &'static str,
    /// What CREATE, ALTER and DROP write differently.
    pub definition: &'static Definition,
}

/// How many rows a part of VALUES may have.
#[derive(Debug, Clone, Copy)]
pub enum PartSizes {
    /// As many as one of these, the most first and 1 last, so that as many texts serve any number.
    Few(&'static [usize]),
    /// Any number up to this, where one text more costs less than a part more.
    Any(usize),
}

/// What has no common text: the name of a function, or a text with holes for its arguments, as in
/// `({0} | {1})`. A hole may come several times.
#[derive(Debug)]
pub struct Spelling {
    /// On SQLite.
    pub sqlite: &'static str,
    /// On PostgreSQL.
    pub postgres: &'static str,
    /// On MySQL and MariaDB.
    pub mysql: &'static str,
}

/// How a function is spelled on SQLite, on PostgreSQL, and on MySQL and MariaDB; without the first, by those alone.
macro_rules! spelled {
    ($postgres:expr, $mysql:expr) => {
        spelled!($postgres, $postgres, $mysql)
    };
    ($sqlite:expr, $postgres:expr, $mysql:expr) => {
        |spec: &$crate::render::Spec| {
            (spec.spelling)(&$crate::render::spec::Spelling {
                sqlite: $sqlite,
                postgres: $postgres,
                mysql: $mysql,
            })
        }
    };
}

/// How placeholders are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// `?1`
    Numbered,
    /// `$1`
    Dollar,
    /// `?`
    Question,
}

impl Placeholder {
    /// Writes the `n`th one.
    pub fn write(self, out: &mut String, n: usize) {
        let mark = match self {
            Self::Numbered => '?',
            Self::Dollar => '$',
            Self::Question => return out.push('?'),
        };
        out.push(mark);
        // Writing to a text does not fail.
        let _ = write!(out, "{n}");
    }
}

/// How `IN (list)` is written without a text that depends on the length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lists {
    /// `= ANY($1)`
    Array,
    /// `IN (SELECT value FROM json_each(?1))`
    Json,
    /// `IN (?, ?, ?, ?)`, padded to a power of two.
    Padded,
}

/// How texts are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concat {
    /// `a || b`
    Pipes,
    /// `CONCAT(a, b)`
    Function,
}

/// How the texts of a group are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joins {
    /// `name(a, ', ' ORDER BY b)`
    Call(&'static str),
    /// `GROUP_CONCAT(a ORDER BY b SEPARATOR ', ')`
    Separator,
}

impl Joins {
    /// The function.
    pub fn name(self) -> &'static str {
        match self {
            Self::Call(name) => name,
            Self::Separator => "GROUP_CONCAT",
        }
    }
}

/// How the rows of a subquery become one value. As JSON each of them begins with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiset {
    /// `ARRAY(SELECT ROW(a, b) FROM .. ORDER BY ..)`
    Records,
    /// `(SELECT JSON_ARRAYAGG(JSON_ARRAY(0, a, b) ORDER BY .. LIMIT ..) FROM ..)`
    Sorted,
    /// `(SELECT array(row(number, a, b)) FROM (SELECT .., row_number() OVER (..) AS number FROM ..) AS ..)`, by these
    /// names of the functions.
    Numbered(&'static str, &'static str),
}

/// How `IS NOT DISTINCT FROM` is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullSafe {
    /// `IS NOT DISTINCT FROM`
    Words,
    /// `IS`
    Is,
    /// `<=>`
    Spaceship,
}

/// How upserts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upsert {
    /// `ON CONFLICT (..) DO ..`, the new row as `excluded.x`.
    OnConflict,
    /// `ON DUPLICATE KEY UPDATE ..`, the new row as `VALUES(x)`. MySQL 8 has a name for that row, too,
    /// but without the columns to which the INSERT gives nothing.
    OnDuplicateKey,
}

/// How identity columns are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityStyle {
    /// `INTEGER PRIMARY KEY`
    RowId,
    /// `GENERATED BY DEFAULT AS IDENTITY`
    Generated,
    /// `AUTO_INCREMENT`
    AutoIncrement,
}

/// How an INSERT tells which values the database made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// RETURNING gives them.
    Returned,
    /// RETURNING gives them, and costs more than the INSERT. These two tell the number of the row that was
    /// inserted last, and how many rows were written so far, those of triggers among them.
    LastNumber(&'static str),
    /// There is no RETURNING. These two tell the number of the first row, and how far apart numbers are.
    FirstNumber(&'static str),
}

impl Made {
    /// Whether RETURNING gives them.
    pub fn is_returned(self) -> bool {
        !matches!(self, Self::FirstNumber(_))
    }
}
