//! The macros of relata: `table!`, `view!`, `shape!`, `alias!`, `schema!` and the derives.

mod alias;
mod case;
mod check;
mod derive_projection;
mod derive_type;
mod error;
mod expand;
mod hash;
mod model;
mod parse;
mod path;
mod registry;
mod reserved;
mod sql;
#[cfg(test)]
mod testing;

use model::Kind;
use proc_macro::TokenStream;

/// A table: a module of columns and relations, and a row struct beside it.
#[proc_macro]
pub fn table(tokens: TokenStream) -> TokenStream {
    expand::expand(tokens.into(), Kind::Table).into()
}

/// A view: what can be read like a table, and not written.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    expand::expand(tokens.into(), Kind::View).into()
}

/// The columns of a named query: a common table expression, or a subquery in FROM.
#[proc_macro]
pub fn shape(tokens: TokenStream) -> TokenStream {
    expand::expand(tokens.into(), Kind::Shape).into()
}

/// Second names for tables, so that one can be joined twice.
#[proc_macro]
pub fn alias(tokens: TokenStream) -> TokenStream {
    alias::expand(tokens.into()).into()
}

/// The tables that belong together: what `create_all` creates.
#[proc_macro]
pub fn schema(tokens: TokenStream) -> TokenStream {
    registry::expand(tokens.into()).into()
}

/// A column's type, from an enum without fields or a struct with one field.
#[proc_macro_derive(SqlType, attributes(sql))]
pub fn derive_sql_type(tokens: TokenStream) -> TokenStream {
    derive_type::expand(tokens.into()).into()
}

/// Rows as a struct: expressions are selected into its fields by name.
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(tokens: TokenStream) -> TokenStream {
    derive_projection::expand(tokens.into()).into()
}
