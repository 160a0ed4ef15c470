//! `CASE WHEN .. THEN .. ELSE .. END`.

use std::marker::PhantomData;

use super::cast::Cast;
use super::logic::Condition;
use super::node::{Node, prec};
use super::value::{IntoValue, value};
use super::{Expr, Operand};
use crate::render::{Dialect, Pass, Render};
use crate::types::logic::Nil;
use crate::types::null::{Nullable, OrNull};

/// `CASE`, of which the branches are still being written.
#[derive(Clone, Copy, Debug)]
#[must_use = "finish it with `.otherwise(..)` or `.end()`"]
pub struct Case<T, Branches>(Branches, PhantomData<T>);

/// Branches of a CASE, the last one outermost.
#[derive(Clone, Copy, Debug)]
pub struct Branch<Before, If, Then>(Before, If, Then);

/// `CASE WHEN condition THEN value`: an expression or a Rust value; all have the type of the first.
///
/// ```
/// # relata::doc_schema!();
/// use relata::prelude::*;
/// let label = case_when(users::visits.gt(100), users::name).otherwise("guest");
/// assert_eq!(
///     from(users::table).select(label).to_sql::<Sqlite>(),
///     "SELECT CASE WHEN users.visits > ?1 THEN users.name ELSE ?2 END FROM users"
/// );
/// ```
pub fn case_when<C: Condition, V: FirstValue>(
    condition: C,
    then: V,
) -> Case<<V::Node as Node>::Type, Branch<Nil, C::Node, V::Node>> {
    Case(Branch(Nil, condition.condition(), then.first()), PhantomData)
}

/// The value of the first branch, which gives CASE its type.
pub trait FirstValue {
    /// Its node.
    type Node: Node;
    /// Makes the node.
    fn first(self) -> Self::Node;
}

impl<N: Node> FirstValue for Expr<N> {
    type Node = N;

    fn first(self) -> N {
        self.0
    }
}

/// A value is cast, since nothing else says what it is.
impl<V: IntoValue> FirstValue for V {
    type Node = Cast<V::Node, V::Type>;

    fn first(self) -> Self::Node {
        value(self).0
    }
}

impl<T, B> Case<T, B> {
    /// `WHEN condition THEN value`
    pub fn when<C, V>(self, condition: C, then: V) -> Case<T, Branch<B, C::Node, V::Node>>
    where
        C: Condition,
        V: Operand<T>,
    {
        Case(Branch(self.0, condition.condition(), then.operand()), PhantomData)
    }

    /// `ELSE value END`
    pub fn otherwise<V: Operand<T>>(self, value: V) -> Expr<Else<T, B, V::Node>> {
        Expr(Else(self.0, value.operand(), PhantomData))
    }

    /// `END`: NULL where no condition holds.
    pub fn end(self) -> Expr<End<T, B>> {
        Expr(End(self.0, PhantomData))
    }
}

/// A CASE with ELSE.
#[derive(Debug)]
pub struct Else<T, B, V>(B, V, PhantomData<T>);

copy_fields!([T, B, V] Else<T, B, V>: B V => |this| {
    Self(this.0.clone(), this.1.clone(), PhantomData)
});

/// A CASE without ELSE.
#[derive(Debug)]
pub struct End<T, B>(B, PhantomData<T>);

copy_fields!([T, B] End<T, B>: B => |this| Self(this.0.clone(), PhantomData));

composite!([A, C, V] Branch<A, C, V>: C / J, A / I, V / K;
    type (); prec prec::ATOM; null OrNull<A::Null, V::Null>;);
composite!([T, B, V] Else<T, B, V>: B / I, V / J;
    type T; prec prec::ATOM; null OrNull<B::Null, V::Null>;);
composite!([T, B] End<T, B>: B / I; type T; prec prec::ATOM; null Nullable;);

impl<D, B, C, V> Render<D> for Branch<B, C, V>
where
    D: Dialect,
    B: Render<D>,
    C: Render<D>,
    V: Render<D>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        self.0.walk(pass);
        pass.sql(" WHEN ");
        self.1.walk(pass);
        pass.sql(" THEN ");
        self.2.walk(pass);
    }
}

impl<D: Dialect, T, B: Render<D>, V: Render<D>> Render<D> for Else<T, B, V> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("CASE");
        self.0.walk(pass);
        pass.sql(" ELSE ");
        self.1.walk(pass);
        pass.sql(" END");
    }
}

impl<D: Dialect, T, B: Render<D>> Render<D> for End<T, B> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("CASE");
        self.0.walk(pass);
        pass.sql(" END");
    }
}
