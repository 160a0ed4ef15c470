//! `LISTEN`: a connection of its own that hears what others notify.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio_postgres::{AsyncMessage, Client, Connection};

use super::wire::Kept;
use super::{fault, open};
use crate::dialect::Postgres;
use crate::driver::postgres::PostgresOptions;
use crate::error::{Error, Result};
use crate::render::{Dialect, ident};

/// A connection that hears what is notified on its channels, in order, and nothing from before it
/// listened. It is a [`Stream`], too.
pub struct Listener {
    client: Client,
    heard: mpsc::UnboundedReceiver<Result<Notification>>,
}

/// What was notified.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// On which channel.
    pub channel: String,
    /// The text that came with it.
    pub payload: String,
    /// The process of the server that did so, as `pg_backend_pid()` names it.
    pub process: i32,
}

impl Listener {
    /// Opens a connection that listens to nothing yet.
    pub(crate) async fn open(options: &PostgresOptions) -> Result<Self> {
        let (said, heard) = mpsc::unbounded_channel();
        let (client, (), _) = open::connect(options, Told(said)).await?;
        Ok(Self { client, heard })
    }

    /// Hears this channel from now on.
    pub async fn listen(&mut self, channel: &str) -> Result<()> {
        self.say("LISTEN ", channel).await
    }

    /// Hears it no more. What was notified before may still come.
    pub async fn unlisten(&mut self, channel: &str) -> Result<()> {
        self.say("UNLISTEN ", channel).await
    }

    async fn say(&self, word: &str, channel: &str) -> Result<()> {
        if channel.is_empty() || channel.len() > 63 || channel.contains('\0') {
            return Err(Error::other("the name of a channel has 1 to 63 bytes, and no NUL"));
        }
        let mut text = word.to_owned();
        ident::write(&mut text, channel, Postgres::SPEC.quote);
        self.client.batch_execute(&text).await.map_err(fault::error)
    }

    /// Waits for the next one. Nothing is lost where this is dropped.
    ///
    /// # Errors
    ///
    /// Where the connection broke, it [says so](Error::is_disconnect), now and from then on: what is
    /// notified until another listener is opened, is not heard.
    pub async fn next(&mut self) -> Result<Notification> {
        self.heard
            .recv()
            .await
            .unwrap_or_else(|| Err(Error::disconnected("the listener is closed")))
    }
}

/// Ends after the error of a connection that broke.
impl Stream for Listener {
    type Item = Result<Notification>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.heard.poll_recv(cx)
    }
}

impl std::fmt::Debug for Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Listener")
    }
}

/// Who is told what a connection hears, by a task of its own.
struct Told(mpsc::UnboundedSender<Result<Notification>>);

impl Kept for Told {
    type By = ();

    fn keep<S, T>(self, runtime: &Handle, mut connection: Connection<S, T>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        runtime.spawn(async move {
            while let Some(heard) = poll_fn(|cx| connection.poll_message(cx)).await {
                let heard = match heard {
                    Ok(AsyncMessage::Notification(heard)) => Ok(Notification {
                        channel: heard.channel().to_owned(),
                        payload: heard.payload().to_owned(),
                        process: heard.process_id(),
                    }),
                    Ok(_) => continue,
                    Err(error) => Err(fault::error(error)),
                };
                // Where nobody hears it any more, the connection ends with its client.
                let _ = self.0.send(heard);
            }
        });
    }
}
