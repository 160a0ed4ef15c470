//! Kinds of expressions, and which clause takes which.

/// Plain, aggregate or window: what an expression needs around it.
pub trait Kind: 'static {
    /// The kind of something made of this and that.
    type Or<K: Kind>: Kind;
    #[doc(hidden)]
    type OrAggregate: Kind;
    #[doc(hidden)]
    type OrWindow: Kind;
    /// Whether there is an aggregate in it.
    type HasAggregate: crate::types::logic::Bool;
    /// Whether it is computed from one row.
    type IsPlain: crate::types::logic::Bool;
}

/// The kind of two parts together.
pub type KindOr<A, B> = <A as Kind>::Or<B>;

/// Computed from one row.
pub enum Plain {}
/// Computed from a group of rows.
pub enum Aggregate {}
/// Computed over a window of rows.
pub enum Window {}
/// Computed over a window of groups.
pub enum WindowOfAggregates {}

use crate::types::logic::{False, True};

impl Kind for Plain {
    type Or<K: Kind> = K;
    type OrAggregate = Aggregate;
    type OrWindow = Window;
    type HasAggregate = False;
    type IsPlain = True;
}

impl Kind for Aggregate {
    type Or<K: Kind> = K::OrAggregate;
    type OrAggregate = Aggregate;
    type OrWindow = WindowOfAggregates;
    type HasAggregate = True;
    type IsPlain = False;
}

impl Kind for Window {
    type Or<K: Kind> = K::OrWindow;
    type OrAggregate = WindowOfAggregates;
    type OrWindow = Window;
    type HasAggregate = False;
    type IsPlain = False;
}

impl Kind for WindowOfAggregates {
    type Or<K: Kind> = WindowOfAggregates;
    type OrAggregate = WindowOfAggregates;
    type OrWindow = WindowOfAggregates;
    type HasAggregate = True;
    type IsPlain = False;
}

macro_rules! clauses {
    ($(#[$doc:meta] $clause:ident: $message:literal, $label:literal; takes $($kind:ident)*;)*) => {$(
        #[$doc]
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        pub trait $clause {}
        $(
            #[diagnostic::do_not_recommend]
            impl $clause for $kind {}
        )*
    )*};
}

clauses! {
    /// What WHERE takes.
    InWhere: "aggregate and window functions are not allowed in WHERE",
        "filter groups with `.having(..)` after `.group_by(..)`, or put this into a subquery";
        takes Plain;
    /// What ON takes.
    InOn: "aggregate and window functions are not allowed in JOIN .. ON",
        "aggregate in a subquery, and join that";
        takes Plain;
    /// What a function in FROM takes.
    InFrom: "aggregate and window functions are not allowed in FROM",
        "aggregate in a subquery, and join that";
        takes Plain;
    /// What GROUP BY takes.
    InGroupBy: "aggregate and window functions are not allowed in GROUP BY",
        "group by columns or by expressions of columns";
        takes Plain;
    /// What HAVING takes.
    InHaving: "window functions are not allowed in HAVING",
        "compute it in a subquery, and filter that";
        takes Plain Aggregate;
    /// What an aggregate takes.
    InAggregate: "aggregate functions cannot be nested",
        "aggregate in a subquery first";
        takes Plain;
    /// What a list of rows takes.
    InRowList: "aggregate and window functions are not allowed in a list of rows",
        "compare with `.eq(..)`, and join the comparisons by `.or(..)`";
        takes Plain;
    /// What FILTER takes.
    InFilter: "aggregate and window functions are not allowed in FILTER",
        "filter the groups by `.having(..)`, or aggregate in a subquery first";
        takes Plain;
    /// What a window function takes.
    InWindow: "window functions cannot be nested",
        "compute the inner one in a subquery first";
        takes Plain Aggregate;
    /// What a SELECT without FROM takes.
    InNoTable: "aggregate and window functions need the rows of a table",
        "begin with `from(table)`, or put the aggregate into `scalar(..)`";
        takes Plain;
    /// What SET and VALUES take.
    InSet: "aggregate and window functions are not allowed as assigned values",
        "use a scalar subquery";
        takes Plain;
    /// What RETURNING takes.
    InReturning: "aggregate and window functions are not allowed in RETURNING",
        "return the rows, or run a SELECT afterwards";
        takes Plain;
    /// What ORDER BY takes in a query that does not aggregate.
    InPlainOrder: "ORDER BY an aggregate needs GROUP BY, or a SELECT of aggregates alone",
        "add `.group_by(..)` before";
        takes Plain Window;
}
