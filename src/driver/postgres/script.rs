//! A script of several statements, which the server takes apart.

use std::future::poll_fn;
use std::pin::pin;

use futures_core::Stream;
use tokio_postgres::{Client, Error, SimpleQueryMessage};

/// Sends the script in one message, and counts the statements that have come to their end.
pub(super) async fn run(client: &Client, script: &str, ended: &mut usize) -> Result<(), Error> {
    let mut messages = pin!(client.simple_query_raw(script).await?);
    while let Some(message) = poll_fn(|cx| messages.as_mut().poll_next(cx)).await {
        if let SimpleQueryMessage::CommandComplete(_) = message? {
            *ended += 1;
        }
    }
    Ok(())
}
