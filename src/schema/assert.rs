//! What `table!` has checked while a program is compiled, since it does not know other tables and the types that
//! are not relata's own.

use super::relation::{Direct, Owned, Owns, Relation, Through};
use super::{Column, Source};
use crate::types::{Kind, SqlType};

/// It holds. This runs in a constant alone, so its panic is an error of rustc, reported at its caller.
#[track_caller]
#[allow(clippy::panic, reason = "it runs in a constant alone")]
pub const fn holds(holds: bool, message: &'static str) {
    if !holds {
        panic!("{}", message);
    }
}

/// What is stored in a column.
pub const fn kind_of<C: Column>() -> Kind {
    C::Type::KIND
}

/// Whether a text is one of the labels of a column's type, if it has any.
pub const fn has_label<C: Column>(label: &[u8]) -> bool {
    let labels = C::Type::LABELS;
    let mut at = 0;
    while at < labels.len() {
        let (known, mut same) = (labels[at].as_bytes(), 0);
        while same < known.len() && same < label.len() && known[same] == label[same] {
            same += 1;
        }
        if same == known.len() && same == label.len() {
            return true;
        }
        at += 1;
    }
    labels.is_empty()
}

/// Whether the relation `This` is the one of a pair that asks, so that a mistake of both is told once: the first by
/// the names of its table and its own.
pub const fn asks<This: Relation, Inverse: Relation>() -> bool {
    let (own, other) = (<This::From as Source>::NAME, <Inverse::From as Source>::NAME);
    before(own, other) || !before(other, own) && !before(Inverse::NAME, This::NAME)
}

/// Whether a text stands before another one.
const fn before(a: &str, b: &str) -> bool {
    let (a, b, mut at) = (a.as_bytes(), b.as_bytes(), 0);
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at < b.len() && (at == a.len() || a[at] < b[at])
}

/// The other side of `HasMany` has the foreign key.
pub const fn has_many<Inverse: Relation<Via: HasKey<Inverse, ASKS>>, const ASKS: bool>() {}

/// The other side of `BelongsTo` leads back by its foreign key.
pub const fn belongs_to<Inverse: Relation<Via: LacksKey<Inverse, ASKS>>, const ASKS: bool>() {}

/// Both sides of `ManyToMany` go over the same table.
pub const fn many_to_many<Inverse, Link, const ASKS: bool>()
where
    Inverse: Relation<Via: GoesOver<Link, Inverse, ASKS>>,
{
}

/// A relation is a `BelongsTo`.
#[diagnostic::on_unimplemented(
    message = "`HasMany` needs a `BelongsTo` on the other side, and relation `{R}` is none",
    label = "without one there is no foreign key between the two tables"
)]
pub trait HasKey<R, const ASKS: bool> {}
impl<R> HasKey<R, true> for Direct<Owns> {}
impl<V, R> HasKey<R, false> for V {}

/// A relation is a `HasOne` or `HasMany`.
#[diagnostic::on_unimplemented(
    message = "`BelongsTo` needs a `HasMany` or `HasOne` on the other side, and relation `{R}` is neither",
    label = "the foreign key of this relation does not lead back by that one"
)]
pub trait LacksKey<R, const ASKS: bool> {}
impl<R> LacksKey<R, true> for Direct<Owned> {}
impl<V, R> LacksKey<R, false> for V {}

/// A relation is a `ManyToMany` over this table.
#[diagnostic::on_unimplemented(
    message = "`ManyToMany` needs a `ManyToMany` over `{Link}` on the other side, and relation `{R}` is none",
    label = "both sides must go over the same table"
)]
pub trait GoesOver<Link, R, const ASKS: bool> {}
impl<Link, R> GoesOver<Link, R, true> for Through<Link> {}
impl<V, Link, R> GoesOver<Link, R, false> for V {}
