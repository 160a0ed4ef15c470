//! A script of several statements, which the server takes apart.

use std::future::poll_fn;
use std::pin::pin;

use futures_core::Stream;
use tokio_postgres::{Client, Error, SimpleQueryMessage};

use super::fault;
use crate::driver::Stopped;

/// Sends the script in one message.
pub(super) async fn run(client: &Client, script: &str) -> Result<(), Stopped> {
    let stopped =
        |ended| move |error: Error| Stopped { ended: Some(ended), error: fault::error(error) };
    let mut ended = 0;
    let mut messages = pin!(client.simple_query_raw(script).await.map_err(stopped(ended))?);
    while let Some(message) = poll_fn(|cx| messages.as_mut().poll_next(cx)).await {
        if let SimpleQueryMessage::CommandComplete(_) = message.map_err(stopped(ended))? {
            ended += 1;
        }
    }
    Ok(())
}
