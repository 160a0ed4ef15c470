//! A whole number as an argument of a function: a count or a place in a text, an INTEGER to PostgreSQL.

use super::Expr;
use super::node::Node;
use super::value::{Bind, MaybeBind};
use crate::render::{Dialect, Pass, Render};
use crate::types::Kind;
use crate::types::family::Integer;

/// A whole number where a function takes one: a value, or an expression of any width.
#[diagnostic::on_unimplemented(
    message = "this function takes a whole number here, but this is `{Self}`",
    label = "write an integer, or an expression that is one"
)]
pub trait Whole {
    /// Its node.
    type Node: Node;
    /// Makes the node.
    fn operand(self) -> Self::Node;
}

impl<N: Node<Type: Integer>> Whole for Expr<N> {
    type Node = Narrow<N>;

    fn operand(self) -> Narrow<N> {
        Narrow(self.0)
    }
}

macro_rules! values {
    ($($type:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl Whole for $type {
            type Node = Bind<$type, i32>;

            fn operand(self) -> Self::Node {
                Bind::new(self)
            }
        }

        #[diagnostic::do_not_recommend]
        impl Whole for Option<$type> {
            type Node = MaybeBind<$type, i32>;

            fn operand(self) -> Self::Node {
                MaybeBind::new(self)
            }
        }
    )*};
}

values!(i16 i32 i64);

/// A number that is cast to INTEGER where functions take nothing wider.
#[derive(Clone, Copy, Debug)]
pub struct Narrow<N>(N);

composite!([N] Narrow<N>: N / I; type N::Type; prec N::PREC; null N::Null;);

impl<D: Dialect, N: Node + Render<D>> Render<D> for Narrow<N> {
    /// An expression may be wider than its type, which is that of its left side, and a column is declared
    /// as `#[sql(..)]` says.
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        let spec = pass.spec();
        if !spec.narrow_arguments {
            return self.0.walk(pass);
        }
        if let Some(constant) = N::CONSTANT.filter(|constant| i32::try_from(*constant).is_ok()) {
            return pass.number(constant);
        }
        pass.sql("CAST(");
        self.0.walk(pass);
        pass.sql(" AS ");
        pass.sql((spec.cast_type)(Kind::Int32));
        pass.sql(")");
    }
}
