//! What every node of an expression states about itself, and how it is checked against FROM.

use std::marker::PhantomData;

use super::kind::Kind;
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::{Bool, Cons, List, Nil};
use crate::types::null::{NotNull, Nullness};

/// What a node is, whatever query it stands in.
pub trait Node {
    /// The Rust type of its value, without the `Option`.
    type Type;
    /// Plain, aggregate or window.
    type Kind: Kind;
    /// What it leaves open for the statement around it: columns of the outer query, named queries.
    type Open: List;
    /// The columns that it fixes to one value, where it is a condition that holds.
    type Pins: List;
    /// The column that it is, as a list of one; empty for all else.
    type AsColumn: List;
    /// Whether it has one value throughout the statement.
    type IsFixed: Bool;
    /// How tightly it binds; see [`prec`].
    const PREC: u8;
    /// What its text depends on.
    const SHAPE: Shape;
    /// The table and column it is, for the error about a value that cannot be read.
    const COLUMN: Option<(&'static str, &'static str)> = None;
    /// The integer that it is, where it is one of the statement's text.
    const CONSTANT: Option<i64> = None;
}

/// What the text of a statement depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// On its type alone: it is prepared once.
    Fixed = 0,
    /// On the length of a list too, in dialects without arrays.
    Lists = 1,
    /// On its values.
    Dynamic = 2,
}

impl Shape {
    /// The stronger of two dependences.
    pub const fn or(self, other: Self) -> Self {
        if (self as u8) < (other as u8) { other } else { self }
    }
}

/// Binding strengths: a node inside one that binds tighter stands in parentheses.
pub mod prec {
    /// `OR`
    pub const OR: u8 = 1;
    /// `AND`
    pub const AND: u8 = 2;
    /// `NOT`
    pub const NOT: u8 = 3;
    /// `=`, `<`, `IS`, `LIKE`, `IN`, `BETWEEN`
    pub const COMPARE: u8 = 4;
    /// `||`
    pub const CONCAT: u8 = 5;
    /// `+`, `-`
    pub const SUM: u8 = 6;
    /// `*`, `/`, `%`
    pub const PRODUCT: u8 = 7;
    /// Columns, values, calls.
    pub const ATOM: u8 = 9;
}

/// What an expression is checked against: the tables in FROM, and whether a group may be empty.
pub struct In<S, E>(PhantomData<(S, E)>);

/// A node makes sense in a query: each of its columns is in scope, and its nullability follows.
///
/// `I` is found by rustc: where in the scope each column was found.
pub trait Resolve<X, I>: Node {
    /// Whether its value may be NULL there.
    type Null: Nullness;
}

/// A node whose value can differ from row to row, so that it can be sorted by.
#[diagnostic::on_unimplemented(
    message = "ORDER BY a constant sorts nothing",
    label = "sort by a column or an expression of columns"
)]
pub trait Varies: Node {}

/// Writes a node as an operand of something that binds with strength `least`.
pub(crate) fn operand<'a, D: Dialect, N: Node + Render<D>>(
    node: &'a N,
    least: u8,
    pass: &mut Pass<'_, 'a>,
) {
    if N::PREC < least {
        pass.sql("(");
        node.walk(pass);
        pass.sql(")");
    } else {
        node.walk(pass);
    }
}

/// A node made of nodes: its kind, open ends and shape are those of its parts together; it is fixed
/// if all its parts are, and grouped if it is a key itself or all its parts are grouped.
macro_rules! composite {
    (
        [$($generic:tt)*] $node:ty: $first:ident / $i:ident $(, $part:ident / $j:ident)*;
        type $type:ty; prec $prec:expr; null $null:ty;
        $(pins $pins:ty;)? $(fixed $fixed:ty;)? $(open $open:ty;)? $(shape $shape:expr;)?
        $(where $bounded:ty: $bound:path;)?
    ) => {
        impl<$($generic)*> $crate::expr::Node for $node
        where
            $first: $crate::expr::Node, $($part: $crate::expr::Node,)*
        {
            type Type = $type;
            type Kind = composite!(@fold KindOr $first $($part)*);
            type Open = composite!(@opened [$($open)?] $first $($part)*);
            type Pins = composite!(@pins [$($pins)?]);
            type AsColumn = $crate::types::logic::Nil;
            type IsFixed = composite!(@fixed [$($fixed)?] $first $($part)*);
            const PREC: u8 = $prec;
            const SHAPE: $crate::expr::Shape = {
                let shape = <$first as $crate::expr::Node>::SHAPE;
                $(let shape = shape.or(<$part as $crate::expr::Node>::SHAPE);)*
                $(let shape = shape.or($shape);)?
                shape
            };
        }

        impl<InQuery, $i, $($j,)* $($generic)*> $crate::expr::Resolve<InQuery, ($i, $($j,)*)> for $node
        where
            $first: $crate::expr::Resolve<InQuery, $i>, $($part: $crate::expr::Resolve<InQuery, $j>,)*
            $($bounded: $bound,)?
        {
            type Null = $null;
        }

        impl<$($generic)*> $crate::expr::source::OwnSource for $node
        where
            $first: $crate::expr::source::OwnSource,
        {
            type Source = $first::Source;
        }

        composite!(@grouped [$($generic)*] $node: $first / $i $(, $part / $j)*);

        impl<$($generic)*> $crate::expr::group::KeyPart for $node
        where
            Self: $crate::expr::Node,
            $first: $crate::expr::group::KeyPart, $($part: $crate::expr::group::KeyPart,)*
        {
            type Columns<Others: $crate::types::logic::List> = Others;
            type Expressions<Others: $crate::types::logic::List> =
                $crate::types::logic::Cons<Self, Others>;
        }

        composite!(@unbound [$($shape)?] [$($generic)*] $node: $first $($part)*);
        composite!(@varies [$($generic)*] $node: $first $($part)*);
    };
    (@unbound [] [$($generic:tt)*] $node:ty: $($part:ident)+) => {
        impl<$($generic)*> $crate::expr::group::Unbound for $node
        where
            $($part: $crate::expr::group::Unbound,)*
        {
        }
    };
    // What is written differently for other values is not the same wherever it stands.
    (@unbound [$shape:expr] $($node:tt)*) => {};
    // What is made of one part varies only if that does.
    (@varies [$($generic:tt)*] $node:ty: $only:ident) => {
        impl<$($generic)*> $crate::expr::group::GroupKey for $node
        where
            Self: $crate::expr::group::KeyPart + $crate::expr::group::Unbound,
            $only: $crate::expr::group::GroupKey,
        {
        }

        impl<$($generic)*> $crate::expr::node::Varies for $node
        where
            Self: $crate::expr::Node,
            $only: $crate::expr::node::Varies,
        {
        }
    };
    (@varies [$($generic:tt)*] $node:ty: $first:ident $($part:ident)+) => {
        impl<$($generic)*> $crate::expr::group::GroupKey for $node where
            Self: $crate::expr::group::KeyPart + $crate::expr::group::Unbound
        {
        }

        impl<$($generic)*> $crate::expr::node::Varies for $node where Self: $crate::expr::Node {}
    };
    (@grouped [$($generic:tt)*] $node:ty: $first:ident / $i:ident $(, $part:ident / $j:ident)*) => {
        impl<KeyList, $i, $($j,)* $($generic)*>
            $crate::expr::group::Grouped<
                $crate::expr::group::Keys<KeyList, $crate::types::logic::Nil>, ($i, $($j,)*)> for $node
        where
            $first: $crate::expr::group::Grouped<
                $crate::expr::group::Keys<KeyList, $crate::types::logic::Nil>, $i>,
            $($part: $crate::expr::group::Grouped<
                $crate::expr::group::Keys<KeyList, $crate::types::logic::Nil>, $j>,)*
        {
        }

        impl<KeyList, FirstKey, MoreKeys, $i, $($j,)* $($generic)*>
            $crate::expr::group::Grouped<
                $crate::expr::group::Keys<KeyList, $crate::types::logic::Cons<FirstKey, MoreKeys>>,
                $crate::expr::group::Parts<($i, $($j,)*)>> for $node
        where
            $first: $crate::expr::group::Grouped<
                $crate::expr::group::Keys<KeyList, $crate::types::logic::Cons<FirstKey, MoreKeys>>, $i>,
            $($part: $crate::expr::group::Grouped<
                $crate::expr::group::Keys<KeyList, $crate::types::logic::Cons<FirstKey, MoreKeys>>, $j>,)*
        {
        }
    };
    (@pins [$pins:ty]) => { $pins };
    (@pins []) => { $crate::types::logic::Nil };
    (@fixed [$fixed:ty] $($part:ident)+) => { $fixed };
    (@fixed [] $last:ident) => { <$last as $crate::expr::Node>::IsFixed };
    (@fixed [] $first:ident $($rest:ident)+) => {
        $crate::types::logic::And<
            <$first as $crate::expr::Node>::IsFixed, composite!(@fixed [] $($rest)+)>
    };
    (@fold $op:ident $last:ident) => { <$last as $crate::expr::Node>::Kind };
    (@fold $op:ident $first:ident $($rest:ident)+) => {
        $crate::expr::kind::$op<<$first as $crate::expr::Node>::Kind, composite!(@fold $op $($rest)+)>
    };
    (@opened [] $($part:ident)+) => { composite!(@open $($part)+) };
    (@opened [$open:ty] $($part:ident)+) => {
        $crate::types::logic::Cons<$open, composite!(@open $($part)+)>
    };
    (@open $last:ident) => { <$last as $crate::expr::Node>::Open };
    (@open $first:ident $($rest:ident)+) => {
        $crate::types::logic::Concat<<$first as $crate::expr::Node>::Open, composite!(@open $($rest)+)>
    };
}

/// A node without columns: the same in every query.
macro_rules! constant {
    ([$($generic:tt)*] $node:ty; type $type:ty; null $null:ty; $(prec $prec:expr; integer $integer:expr;)?) => {
        impl<$($generic)*> $crate::expr::Node for $node {
            type Type = $type;
            type Kind = $crate::expr::kind::Plain;
            type Open = $crate::types::logic::Nil;
            type Pins = $crate::types::logic::Nil;
            type AsColumn = $crate::types::logic::Nil;
            type IsFixed = $crate::types::logic::True;
            const PREC: u8 = constant!(@prec $($prec)?);
            const SHAPE: $crate::expr::Shape = $crate::expr::Shape::Fixed;
            $(const CONSTANT: Option<i64> = Some($integer);)?
        }

        impl<InQuery, $($generic)*> $crate::expr::Resolve<InQuery, ()> for $node {
            type Null = $null;
        }

        impl<Group, $($generic)*> $crate::expr::group::Grouped<Group, ()> for $node {}

        impl<$($generic)*> $crate::expr::group::KeyPart for $node {
            type Columns<Others: $crate::types::logic::List> = Others;
            type Expressions<Others: $crate::types::logic::List> =
                $crate::types::logic::Cons<Self, Others>;
        }
    };
    (@prec) => { $crate::expr::node::prec::ATOM };
    (@prec $prec:expr) => { $prec };
}

/// Aggregates and window functions are keys but for their kind, which GROUP BY refuses in words of
/// its own.
macro_rules! key_but_for_its_kind {
    ($([$($generic:tt)*] $node:ty;)*) => {$(
        impl<$($generic)*> $crate::expr::group::KeyPart for $node
        where
            Self: $crate::expr::Node,
        {
            type Columns<L: $crate::types::logic::List> = L;
            type Expressions<L: $crate::types::logic::List> = $crate::types::logic::Cons<Self, L>;
        }

        impl<$($generic)*> $crate::expr::group::GroupKey for $node where
            Self: $crate::expr::Node + $crate::expr::group::Unbound
        {
        }
    )*};
}

// A list of nodes is a node without a type of its own.
constant!([] Nil; type (); null NotNull;);
composite!([A, B] Cons<A, B>: A / I, B / J;
    type (); prec prec::ATOM; null crate::types::null::OrNull<A::Null, B::Null>;);

impl<D: Dialect> Render<D> for Nil {
    fn walk<'a>(&'a self, _: &mut Pass<'_, 'a>) {}
}

/// Written with commas between.
impl<D: Dialect, H: Render<D>, T: Render<D> + List> Render<D> for Cons<H, T> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
        if T::LEN > 0 {
            pass.sql(", ");
        }
        self.1.walk(pass);
    }
}
