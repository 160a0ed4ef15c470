//! What waits in place of a runtime.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use tokio::runtime::{Handle, Runtime};

use crate::driver::Driver;
use crate::error::{Error, Result};

/// What waits in place of a runtime.
///
/// On SQLite a statement is done at the first poll, unless it has to wait for a lock. The runtime
/// is for all else: timers, the pool, worker threads, sockets.
pub struct Waiter(Option<Runtime>);

impl Waiter {
    pub(super) fn new<D: Driver>() -> Result<Arc<Self>> {
        refuse_inside_runtime()?;
        let runtime = builder(D::HAS_TASKS)
            .enable_all()
            .build()
            .map_err(|error| Error::other("no timer can be started").caused_by(error))?;
        Ok(Arc::new(Self(Some(runtime))))
    }

    /// Waits for a future that can begin without a runtime.
    #[inline]
    pub(super) fn wait<T>(&self, future: impl Future<Output = Result<T>>) -> Result<T> {
        refuse_inside_runtime()?;
        let mut future = pin!(future);
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => done,
            Poll::Pending => self.drive(future),
        }
    }

    /// Waits for a future that needs the runtime from the beginning.
    pub(super) fn drive<T>(&self, future: impl Future<Output = Result<T>>) -> Result<T> {
        refuse_inside_runtime()?;
        match &self.0 {
            Some(runtime) => runtime.block_on(future),
            None => Err(Error::other("the engine is being dropped")),
        }
    }
}

/// A runtime with a thread of its own where tasks have something to do while nobody waits: the
/// ROLLBACK of a transaction that was dropped goes out, and not with the next call only.
fn builder(has_tasks: bool) -> tokio::runtime::Builder {
    #[cfg(any(feature = "postgres", feature = "mysql"))]
    if has_tasks {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).thread_name("relata");
        return builder;
    }
    let _ = has_tasks;
    tokio::runtime::Builder::new_current_thread()
}

impl Drop for Waiter {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Waiting for it is not allowed where this is dropped inside another runtime.
            runtime.shutdown_background();
        }
    }
}

#[inline]
pub(super) fn refuse_inside_runtime() -> Result<()> {
    if Handle::try_current().is_ok() { Err(Error::blocking()) } else { Ok(()) }
}
