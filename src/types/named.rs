//! Types that have a name in the database: domains, what extensions bring, and composite types.

use super::{Kind, SqlType, Values};

/// The feature of columns of a domain, or of a type that an extension brings.
pub enum Domains {}
/// The feature of columns of a composite type.
pub enum Composites {}

/// A type that is another one under a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NamedType {
    /// Its name.
    pub name: &'static str,
    /// Its name in quotes.
    pub quoted: &'static str,
    /// The same of arrays of it.
    pub array: &'static str,
    /// What its values are read and bound as.
    pub base: Kind,
    /// The domain that `create_all` makes; `None` where the type is there already.
    pub domain: Option<Domain>,
}

/// What a domain asks of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Domain {
    /// A condition on VALUE, as SQL.
    pub check: Option<&'static str>,
}

/// A type of several fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CompositeType {
    /// Its name.
    pub name: &'static str,
    /// Its name in quotes.
    pub quoted: &'static str,
    /// The same of arrays of it.
    pub array: &'static str,
    /// Its fields, by name.
    pub fields: &'static [(&'static str, Kind)],
}

/// A composite type: `#[derive(SqlType)]` and `#[sql(composite = "..")]` above a struct.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no composite type",
    label = "write `#[derive(relata::SqlType)]` and `#[sql(composite = \"..\")]` above a struct"
)]
pub trait Composite: SqlType + Values {
    /// What it is.
    const TYPE: &'static CompositeType;
}
