//! A field of a struct as an assignment: what `#[derive(Assignments)]` makes of each.

use std::marker::PhantomData;

use super::assign::{Admits, Assign, Assignments};
use super::complete::Just;
use crate::expr::Operand;
use crate::schema::Column;

/// A field of type `V` for the column `C`.
pub struct FieldOf<C, V>(V, PhantomData<C>);

impl<C, V> FieldOf<C, V> {
    /// The field's value.
    #[inline]
    pub fn new(value: V) -> Self {
        Self(value, PhantomData)
    }
}

impl<C: Column, V, N> Assignments for FieldOf<C, V>
where
    V: Operand<C::Type>,
    V::Optional: Admits<C::Null, C, Node<V::Node> = N>,
{
    type Values = Assign<C, N>;
    type Columns = Just<C>;

    #[inline]
    fn keep(self) -> Self::Values {
        Assign::new(V::Optional::admit(self.0.operand()))
    }
}
