//! Expressions: typed shells around nodes that know their type, their kind and what they leave open.

#[macro_use]
pub mod node;
#[macro_use]
pub mod operator;
#[macro_use]
pub mod function;
#[macro_use]
pub mod aggregate;

pub mod arithmetic;
pub mod array;
pub mod array_agg;
pub mod bits;
pub mod case;
pub mod cast;
pub mod collate;
pub mod column;
pub mod compare;
pub mod date;
pub mod field;
pub mod frame;
pub mod group;
pub mod interval;
#[cfg(feature = "serde_json")]
pub mod json;
pub mod kind;
pub mod list;
pub mod literal;
pub mod logic;
pub mod null;
pub mod number;
pub mod operand;
pub mod random;
pub mod range;
pub mod raw;
pub mod raw_aggregate;
pub mod regexp;
pub mod row;
pub mod sort;
pub mod source;
pub mod sql_function;
pub mod statistics;
pub mod string_agg;
pub mod text;
pub mod text_function;
pub mod tuple;
pub mod value;
pub mod whole;
pub mod window;

pub use node::{In, Node, Resolve, Shape};
pub use operand::Operand;

/// An expression. All operators are its methods.
///
/// `N` says what it is, down to the columns in it; a query accepts it where every column is in
/// scope.
#[must_use = "an expression does nothing by itself: put it into a query"]
#[derive(Clone, Copy, Debug)]
pub struct Expr<N>(pub(crate) N);
