//! `table.key = ?`: the rows that a relation leads to from one row, as a condition.

use std::marker::PhantomData;

use super::Way;
use crate::expr::kind::Plain;
use crate::expr::node::prec;
use crate::expr::{Expr, In, Node, Resolve, Shape};
use crate::query::from::table_name;
use crate::render::{Dialect, Pass, Render};
use crate::schema::Table;
use crate::schema::relation::{Pairs, Relation};
use crate::schema::scope::InScope;
use crate::types::logic::{False, Nil};
use crate::types::null::NotNull;
use crate::types::value::{Key, Value};

/// The rows that the relation `R` leads to from the row with this key.
#[derive(Debug)]
pub struct RelatedTo<R> {
    key: Key,
    relation: PhantomData<fn() -> R>,
}

impl<R> RelatedTo<R> {
    /// As a condition.
    pub fn condition(key: Key) -> Expr<Self> {
        Expr(Self { key, relation: PhantomData })
    }
}

impl<R> Clone for RelatedTo<R> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), relation: PhantomData }
    }
}

impl<R: Relation<Via: Way<R>>> Node for RelatedTo<R> {
    type Type = bool;
    type Kind = Plain;
    type Open = <R::Via as Way<R>>::Open;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::AND;
    const SHAPE: Shape = Shape::Fixed;
}

impl<R, T, E, I> Resolve<In<T, E>, I> for RelatedTo<R>
where
    R: Relation<Via: Way<R>>,
    R::To: InScope<T, I>,
{
    type Null = NotNull;
}

impl<D: Dialect, R: Relation<Via: Way<R>>> Render<D> for RelatedTo<R> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let (to, near) = (R::To::def(), R::keys().to);
        let Some((link, far)) = R::Via::link() else {
            return equal(to.name, near, self.key.values(), pass);
        };
        pass.sql("EXISTS (SELECT 1 FROM ");
        pass.query(|pass| {
            table_name(link, pass);
            pass.guard(link, link.name);
            pass.sql(" WHERE ");
            let Pairs { from, to: columns } = far;
            for (from, column) in from.iter().zip(columns) {
                pass.column(link.name, from);
                pass.sql(" = ");
                pass.column(to.name, column);
                pass.sql(" AND ");
            }
            equal(link.name, near, self.key.values(), pass);
            pass.guards_and();
        });
        pass.sql(")");
    }
}

/// `table.a = ? AND table.b = ?`
fn equal<'a>(table: &str, names: &[&'static str], values: &'a [Value], pass: &mut Pass<'_, 'a>) {
    for (i, (name, value)) in names.iter().zip(values).enumerate() {
        pass.sql(if i > 0 { " AND " } else { "" });
        pass.column(table, name);
        pass.sql(" = ");
        pass.bind(value.kind(), value);
    }
}
