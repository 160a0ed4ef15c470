//! Statements that were prepared before the schema has changed: they run once more where they stand alone.

use std::future::Future;

use super::{Call, Done, Visitor};
use crate::error::{Class, Error};
use crate::render::Dialect;

/// A connection, of which a statement may turn out to be outdated.
pub(super) trait Attempt<D: Dialect>: Send {
    /// Whether a statement stands alone, so that it may run again.
    fn is_alone(&self) -> bool;

    /// Runs a statement once. Where it is outdated, it is prepared anew the next time.
    fn attempt<V: Visitor>(
        &mut self,
        call: &Call<'_, D>,
        visitor: &mut V,
    ) -> impl Future<Output = Result<Done, Error>> + Send;
}

/// Runs a statement, and once more where that helps.
pub(super) async fn run<D: Dialect, V: Visitor>(
    connection: &mut impl Attempt<D>,
    call: &Call<'_, D>,
    visitor: &mut V,
) -> Result<Done, Error> {
    let alone = connection.is_alone();
    match connection.attempt(call, visitor).await {
        Err(error) if alone && error.class() == Some(Class::Outdated) && visitor.restart() => {
            Box::pin(connection.attempt(call, visitor)).await
        }
        done => done,
    }
}
