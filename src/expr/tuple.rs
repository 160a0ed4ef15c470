//! Tuples of expressions and assignments as lists, which are then checked one by one.

use crate::expr::{Expr, Node};
use crate::types::logic::{Cons, List, Nil};
use crate::types::tuple::{for_tuples, list};

/// One expression, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "an expression or a tuple of expressions is needed, but this is `{Self}`",
    label = "write a column, or several in parentheses"
)]
pub trait NodeTuple {
    /// The nodes.
    type List: List;
    /// Makes the list.
    fn into_list(self) -> Self::List;
}

impl<N: Node> NodeTuple for Expr<N> {
    type List = Cons<N, Nil>;

    fn into_list(self) -> Self::List {
        Cons(self.0, Nil)
    }
}

macro_rules! node_tuple {
    ($($name:ident $index:tt)*) => {
        impl<$($name: Node),*> NodeTuple for ($(Expr<$name>,)*) {
            type List = list!(type $($name),*);

            fn into_list(self) -> Self::List {
                list!(value $(self.$index.0),*)
            }
        }
    };
}

for_tuples!(node_tuple);
