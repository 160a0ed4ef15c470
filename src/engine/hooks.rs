//! What a program does on an engine at certain moments: before a connection is opened and after, whenever one is
//! taken, and before a statement, BEGIN or COMMIT. What has happened is an [`Event`](super::Event).

use std::borrow::Cow;
use std::future::Future;
use std::pin::Pin;

use super::Connection;
use super::settings::Settings;
use crate::driver::Driver;
use crate::error::Result;

/// The future of a hook, boxed.
pub type Preparing<'c> = Pin<Box<dyn Future<Output = Result<()>> + Send + 'c>>;

/// Prepares something, or refuses it by an error.
pub(super) type Hook<T> = Box<dyn for<'c> Fn(&'c mut T) -> Preparing<'c> + Send + Sync>;

/// The hooks around the connections of an engine.
pub(super) struct Hooks<D: Driver> {
    pub before_connect: Option<Hook<D::Options>>,
    pub on_connect: Option<Hook<Connection<D>>>,
    pub on_checkout: Option<Hook<Connection<D>>>,
}

impl<D: Driver> Default for Hooks<D> {
    fn default() -> Self {
        Self { before_connect: None, on_connect: None, on_checkout: None }
    }
}

/// Asks whether something may happen.
pub(super) type Guard = Box<dyn Fn(&Before<'_>) -> Result<()> + Send + Sync>;

/// Something that is about to happen on an engine: see [`Builder::before`](super::Builder::before).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Before<'e> {
    /// A transaction or a savepoint begins.
    Begin,
    /// It is committed.
    Commit,
    /// A statement runs.
    Statement {
        /// Its text.
        sql: &'e str,
    },
}

impl<D: Driver> Settings<D> {
    /// How the next connection is opened.
    pub async fn opening(&self) -> Result<Cow<'_, D::Options>> {
        let Some(before) = &self.hooks.before_connect else {
            return Ok(Cow::Borrowed(&self.options));
        };
        let mut options = self.options.clone();
        before(&mut options).await?;
        Ok(Cow::Owned(options))
    }
}
