//! Which idle connections are handed out as they are, pinged before, or replaced.

use std::time::{Duration, Instant};

use super::link::Link;
use crate::driver::{Driver, DriverConnection};

/// What is done about connections that may have died unnoticed. Unless something is, no clock is
/// read for a free one.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Health {
    /// Those of this age are replaced.
    pub recycle: Option<Duration>,
    /// Those that were idle for so long are pinged.
    pub pre_ping: Option<Duration>,
}

/// What is to be done with an idle connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    HandOut,
    Ping,
    Replace,
}

/// The times of a connection.
#[derive(Debug)]
pub(super) struct Life {
    opened: Instant,
    /// When it was known to work.
    proven: Instant,
    /// Whether nobody gets it any more.
    pub retired: bool,
}

impl Life {
    pub fn new() -> Self {
        let now = Instant::now();
        Self { opened: now, proven: now, retired: false }
    }

    pub fn prove(&mut self) {
        self.proven = Instant::now();
    }
}

/// When a connection was last found dead, which makes those suspect that have been idle since.
#[derive(Debug, Default)]
pub(super) struct Suspicion(Option<Instant>);

impl Health {
    /// What to do with an idle connection for somebody who has been waiting since then.
    #[inline]
    pub fn judge<D: Driver>(
        self,
        link: &Link<D>,
        suspicion: &mut Suspicion,
        since: Option<Instant>,
    ) -> Verdict {
        if !link.driver().is_alive() {
            self.suspect(suspicion);
            return Verdict::Replace;
        }
        if !link.driver().is_settled() {
            return Verdict::Ping;
        }
        match self {
            Self { recycle: None, pre_ping: None } => Verdict::HandOut,
            _ => self.examine(&link.life, suspicion, since),
        }
    }

    fn examine(self, life: &Life, suspicion: &Suspicion, since: Option<Instant>) -> Verdict {
        // However short the limits are, a connection that was opened meanwhile is good.
        if since.is_some_and(|since| life.opened >= since) {
            return Verdict::HandOut;
        }
        let now = Instant::now();
        let reached = |limit: Option<Duration>, from| {
            limit.is_some_and(|limit| now.saturating_duration_since(from) >= limit)
        };
        let is_suspect = suspicion.0.is_some_and(|dead| life.proven <= dead);
        if reached(self.recycle, life.opened) {
            Verdict::Replace
        } else if is_suspect || reached(self.pre_ping, life.proven) {
            Verdict::Ping
        } else {
            Verdict::HandOut
        }
    }

    /// A connection was found dead.
    #[cold]
    pub fn suspect(self, suspicion: &mut Suspicion) {
        if self.pre_ping.is_some() {
            suspicion.0 = Some(Instant::now());
        }
    }
}
