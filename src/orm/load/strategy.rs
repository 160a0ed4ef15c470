//! By which statements a relation is loaded that has some of its own: one for all objects, one for each, or one
//! that runs their query once more.

use super::run::OneObject;
use crate::query::Query;
use crate::query::rows::Repeats;

/// How a relation is loaded by statements of its own.
pub trait Strategy: Send + Sync + 'static {
    /// For how many keys at once.
    const AT_ONCE: usize = usize::MAX;
    /// Whether the statement that has read the objects runs once more, instead of a list of their keys.
    const AGAIN: bool = false;
}

/// By the keys of all objects.
#[derive(Clone, Copy, Debug)]
pub enum ByKeys {}
/// By the key of each object.
#[derive(Clone, Copy, Debug)]
pub enum ByEach {}
/// By a subquery.
#[derive(Clone, Copy, Debug)]
pub enum BySubquery {}

impl Strategy for ByKeys {}

impl Strategy for ByEach {
    const AT_ONCE: usize = 1;
}

impl Strategy for BySubquery {
    const AGAIN: bool = true;
}

/// A strategy for objects that `Q` has read: a query, or another relation by its strategy.
pub trait Of<Q> {}
impl<Q> Of<Q> for ByKeys {}
impl<Q> Of<Q> for ByEach {}
impl<Q: RunsAgain> Of<Q> for BySubquery {}

/// What has read objects can run once more as a subquery.
#[diagnostic::on_unimplemented(
    message = "what reads these objects cannot run once more as a subquery",
    label = "load the relation by `.selectin()`",
    note = "a subquery is made of a query of whole rows to which nothing is joined, without WITH, a row lock, \
            `random()`, `sql!` and `.boxed()`, and where it takes some of the rows, in an order; \
            of the rows of another relation it is made where that is loaded by `.subquery()` too"
)]
pub trait RunsAgain {}
impl RunsAgain for BySubquery {}
#[diagnostic::do_not_recommend]
impl<Q: Query<Output: OneObject> + Repeats> RunsAgain for Q {}
