// error: `Size` has no order that all databases agree on
// label: `Size` cannot be put in order
// passes: after_some_of_the_keys.rs

use relata::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlType)]
pub enum Size {
    Small,
    Large,
}

table! { pub shirts { #[primary_key] size: Size, price: i64 } }

fn main() {
    let _ = select(shirts::price).order_by(shirts::size).after(Size::Small);
}
