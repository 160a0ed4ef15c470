//! A session for each request, as an argument of its handler.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use relata::driver::Driver;
use relata::prelude::*;

/// The session of a request: `Db(mut db): Db<D>`. It takes a connection when the handler first asks the
/// database, and rolls back what the handler has not committed, as where it returns early.
pub struct Db<D: Driver>(pub Session<'static, D>);

impl<D: Driver> FromRequestParts<Engine<D>> for Db<D> {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, engine: &Engine<D>) -> Result<Self, Infallible> {
        Ok(Self(engine.session()))
    }
}
