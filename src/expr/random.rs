//! `random()`: another number in each row.

use super::Expr;
use super::group::Grouped;
use super::kind::Plain;
use super::node::{Node, Resolve, Shape, Varies, prec};
use super::raw::Volatile;
use crate::render::{Dialect, Pass, Render, Spec};
use crate::types::logic::{Cons, False, Nil};
use crate::types::null::NotNull;

/// `random()`
#[derive(Clone, Copy, Debug)]
pub struct Random;

impl Node for Random {
    type Type = f64;
    type Kind = Plain;
    type Open = Cons<Volatile, Nil>;
    type Pins = Nil;
    type AsColumn = Nil;
    type IsFixed = False;
    const PREC: u8 = prec::ATOM;
    const SHAPE: Shape = Shape::Fixed;
}

impl<X> Resolve<X, ()> for Random {
    type Null = NotNull;
}

impl<G> Grouped<G, ()> for Random {}
impl Varies for Random {}

impl<D: Dialect> Render<D> for Random {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        // SQLite has random bits: as many of them as a number below 1 can keep.
        const TEXT: fn(&Spec) -> &'static str =
            spelled!("((random() & 9007199254740991) / 9007199254740992.0)", "random()", "rand()");
        let text = TEXT(pass.spec());
        pass.sql(text);
    }
}

/// `random()`: a number from 0 to below 1, another one in each row. `order_by(random())` gives rows in any order.
///
/// ```
/// # relata::doc_schema!();
/// use relata::functions::random;
/// use relata::prelude::*;
/// let any = from(users::table).order_by(random()).select(users::name).limit(1);
/// assert_eq!(
///     any.to_sql::<MySql>(),
///     "SELECT users.name FROM users ORDER BY rand() LIMIT ?"
/// );
/// ```
pub const fn random() -> Expr<Random> {
    Expr(Random)
}
