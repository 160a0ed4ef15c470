//! A field of a composite value: `(a).field`.

use std::marker::PhantomData;

use super::Expr;
use super::node::{Node, prec};
use crate::render::{Pass, Render, Supports};
use crate::types::array::Element;
use crate::types::named::{Composite, Composites};
use crate::types::null::OrNull;

supports!(Composites: Postgres);

/// Field number `AT` of the composite type `C`, which the derive gives its name: `Address::street`.
#[derive(Clone, Copy, Debug)]
pub struct Field<C, E, const AT: usize>(PhantomData<fn() -> (C, E)>);

impl<C, E, const AT: usize> Field<C, E, AT> {
    /// It is no more than its type.
    pub const NEW: Self = Self(PhantomData);
}

impl<N: Node> Expr<N> {
    /// `(a).field` of a value of a composite type.
    ///
    /// ```
    /// use relata::prelude::*;
    /// #[derive(SqlType, Debug, Clone, PartialEq)]
    /// #[sql(composite = "address")]
    /// pub struct Address { pub street: String, pub zip: Option<i32> }
    ///
    /// table! { pub people { #[primary_key] id: i64, home: Address } }
    /// # fn main() {
    /// assert_eq!(
    ///     select(people::home.field(Address::street)).to_sql::<Postgres>(),
    ///     "SELECT (people.home).street FROM people"
    /// );
    /// # }
    /// ```
    pub fn field<F: FieldOf<N::Type>>(self, _: F) -> Expr<Access<N, F>> {
        Expr(Access(self.0, PhantomData))
    }
}

/// A field of some composite type.
pub trait IsField {
    /// What it holds.
    type Element: Element;
    /// Its place among the fields.
    const AT: usize;
}

impl<C, E: Element, const AT: usize> IsField for Field<C, E, AT> {
    type Element = E;
    const AT: usize = AT;
}

/// A field of the composite type `C`.
#[diagnostic::on_unimplemented(
    message = "SQL `{C}` has no such field",
    label = "this is a field of another type"
)]
pub trait FieldOf<C>: IsField {}
#[diagnostic::do_not_recommend]
impl<C: Composite, E: Element, const AT: usize> FieldOf<C> for Field<C, E, AT> {}

/// `(a).field`
#[derive(Debug)]
pub struct Access<A, F>(A, PhantomData<fn() -> F>);

copy_fields!([A, F] Access<A, F>: A => |this| Self(this.0.clone(), PhantomData));

composite!([A, F: IsField] Access<A, F>: A / I;
    type <F::Element as Element>::Item; prec prec::ATOM;
    null OrNull<A::Null, <F::Element as Element>::Null>;);

impl<D, A, F> Render<D> for Access<A, F>
where
    D: Supports<Composites>,
    A: Node<Type: Composite> + Render<D>,
    F: FieldOf<A::Type>,
{
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql("(");
        self.0.walk(pass);
        pass.sql(").");
        // The derive numbers no field that the type does not have.
        let fields = <A::Type as Composite>::TYPE.fields;
        pass.ident(fields.get(F::AT).map_or("", |(name, _)| name));
    }
}
