//! What stands for a session on a server where relata is built without drivers for all: there is none.

use std::convert::Infallible;
use std::marker::PhantomData;

use relata::driver::Call;
use relata::engine::RowOf;
use relata::query::{Query, Statement};
use relata::render::Dialect;

use super::database::without;

/// No session.
pub struct Session<D>(Infallible, PhantomData<D>);

impl<D: Dialect> Session<D> {
    /// Says what is left out.
    pub async fn begin() -> Option<Self> {
        without(D::SPEC.name, "the features `postgres` and `mysql` are on");
        None
    }

    pub fn name(&self) -> &'static str {
        match self.0 {}
    }

    pub async fn all<Q: Query>(
        &mut self,
        _: Call<'_, D>,
        _: &Q,
    ) -> Result<Vec<RowOf<Q>>, relata::Error> {
        match self.0 {}
    }

    pub async fn run<S: Statement>(&mut self, _: Call<'_, D>, _: &S) -> Result<u64, relata::Error> {
        match self.0 {}
    }
}
