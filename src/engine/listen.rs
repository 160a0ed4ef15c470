//! `LISTEN` on PostgreSQL.

use super::Engine;
use crate::dialect::Postgres;
use crate::driver::postgres::Listener;
use crate::error::Result;

impl<A> Engine<Postgres, A> {
    /// Opens a connection beside the pool that hears what is [notified](crate::query::notify::notify)
    /// on these channels, from now on.
    ///
    /// ```no_run
    /// use relata::prelude::*;
    /// use relata::query::notify::notify;
    ///
    /// async fn work(engine: &Engine<Postgres>) -> Result<(), relata::Error> {
    ///     let mut listener = engine.listen(&["jobs"]).await?;
    ///     engine.execute(&notify("jobs", "42")).await?;
    ///     let heard = listener.next().await?;
    ///     assert_eq!((heard.channel.as_str(), heard.payload.as_str()), ("jobs", "42"));
    ///     Ok(())
    /// }
    /// ```
    pub async fn listen(&self, channels: &[&str]) -> Result<Listener> {
        let mut listener = Listener::open(&*self.0.settings().opening().await?).await?;
        for channel in channels {
            listener.listen(channel).await?;
        }
        Ok(listener)
    }
}
