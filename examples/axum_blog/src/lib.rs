//! A blog as a web service. Each request has a session of its own, and runs on whichever database the
//! engine is of.

mod comments;
mod db;
mod posts;
pub mod problem;
pub mod schema;
mod users;

use std::io;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use relata::driver::Driver;
use relata::prelude::*;
use tokio::net::TcpListener;
use tracing::Instrument;

/// All routes, on a database that has the tables.
pub fn router<D: Driver>(engine: Engine<D>) -> Router {
    Router::new()
        .merge(users::routes())
        .merge(posts::routes())
        .merge(comments::routes())
        .layer(middleware::from_fn(in_a_span))
        .with_state(engine)
}

/// What is logged for a request, its statements among it, says which one.
async fn in_a_span(request: Request, next: Next) -> Response {
    let span = tracing::info_span!("request", method = %request.method(), uri = %request.uri());
    async {
        let response = next.run(request).await;
        tracing::info!(status = response.status().as_u16());
        response
    }
    .instrument(span)
    .await
}

/// Answers requests until it is told to stop. Those that were begun are still answered, and then the
/// connections to the database are closed.
pub async fn serve<D: Driver>(
    listener: TcpListener,
    engine: Engine<D>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(engine.clone())).with_graceful_shutdown(stop).await?;
    engine.close(Duration::from_secs(10)).await.map_err(io::Error::other)
}
