//! What all connections of an engine share: how they are opened, what marks their statements, who watches.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::hooks::Hooks;
use super::reader::Readers;
use super::tags::Tags;
use super::trace::Watch;
use crate::driver::{Driver, Level};

/// The settings of an engine, as far as its connections need them.
pub(super) struct Settings<D: Driver> {
    pub options: D::Options,
    /// How long opening a connection may take.
    pub timeout: Duration,
    /// The level of transactions that ask for none.
    pub isolation: Level,
    /// Whether all that is done is rolled back in the end.
    pub is_rolled_back: bool,
    pub tags: Tags,
    pub hooks: Hooks<D>,
    pub watch: Arc<Watch>,
    /// No connection is opened any more.
    pub closed: AtomicBool,
    /// Who has connections beside those of the pool.
    pub readers: Readers<D>,
}
