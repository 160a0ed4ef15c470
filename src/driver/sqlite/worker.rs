//! A thread of a connection's own: the connection travels there with a job, and comes back.
//!
//! While it is away, nothing is borrowed by the thread, so that whoever waits may be dropped at
//! any time. The connection is then found at home by the next one who wants it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;

use super::core::Core;
use crate::driver::Control;
use crate::error::Error;

type Job = Box<dyn FnOnce() + Send>;

/// The thread, and where the connection comes back to.
pub(super) struct Worker {
    jobs: mpsc::Sender<Job>,
    slot: Arc<Slot>,
}

/// What the thread gives back.
#[derive(Default)]
struct Slot {
    state: Mutex<State>,
    signals: Signals,
}

#[derive(Default)]
struct State {
    core: Option<Box<Core>>,
    waiting: Option<Waker>,
    /// Nobody waits for the job's transaction any more.
    roll_back: bool,
}

/// What the two sides tell each other while a job runs.
#[derive(Default)]
pub(super) struct Signals {
    given_up: AtomicBool,
    reading: AtomicBool,
}

impl Signals {
    /// Nobody waits for the result any more.
    pub fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::Acquire)
    }

    /// The statement that runs only reads, so that it can be stopped. (One that writes would take
    /// its whole transaction with it.)
    pub fn set_reading(&self, reads: bool) {
        self.reading.store(reads, Ordering::Release);
    }
}

/// The result of a job, or the panic that it ended with.
pub(super) struct Answer<T>(Arc<Mutex<Option<thread::Result<T>>>>);

impl<T> Answer<T> {
    /// Takes it, once the connection is back.
    pub fn take(self) -> Result<T, Error> {
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(Ok(value)) => Ok(value),
            Some(Err(panic)) => resume_unwind(panic),
            None => Err(gone()),
        }
    }
}

impl Worker {
    /// Starts the thread. It ends when this is dropped, after the job that it is at.
    pub fn start() -> Result<Self, Error> {
        let (jobs, inbox) = mpsc::channel::<Job>();
        thread::Builder::new()
            .name("relata-sqlite".to_owned())
            .spawn(move || inbox.into_iter().for_each(|job| job()))
            .map_err(|error| Error::other("no thread can be started").caused_by(error))?;
        Ok(Self { jobs, slot: Arc::default() })
    }

    /// Sends the connection off with a job.
    pub fn send<T: Send + 'static>(
        &self,
        mut core: Box<Core>,
        job: impl FnOnce(&mut Core, &Signals) -> T + Send + 'static,
    ) -> Result<Answer<T>, Error> {
        let slot = self.slot.clone();
        slot.signals.given_up.store(false, Ordering::Release);
        slot.signals.set_reading(false);
        let answer = Arc::new(Mutex::new(None));
        let give = answer.clone();
        let job = move || {
            // A job that panics has dropped its statement, which resets it, and nothing else
            // of the connection changes half.
            let done = catch_unwind(AssertUnwindSafe(|| job(&mut core, &slot.signals)));
            *give.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
            slot.put(core);
        };
        self.jobs.send(Box::new(job)).map_err(|_| gone())?;
        Ok(Answer(answer))
    }

    /// Takes the connection once it is back.
    pub fn poll_take(&self, cx: &mut Context<'_>) -> Poll<Box<Core>> {
        let mut state = self.slot.state();
        match state.core.take() {
            Some(core) => Poll::Ready(core),
            None => {
                state.waiting = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }

    /// Takes the connection if it is back. Otherwise its transaction is rolled back, where
    /// `roll_back` says so, before it comes.
    pub fn take_now(&self, roll_back: bool) -> Option<Box<Core>> {
        let mut state = self.slot.state();
        let core = state.core.take();
        state.roll_back |= roll_back && core.is_none();
        core
    }

    /// Tells the job that nobody waits for it. Whether it can be interrupted.
    pub fn give_up(&self) -> bool {
        self.slot.signals.given_up.store(true, Ordering::Release);
        self.slot.signals.reading.load(Ordering::Acquire)
    }
}

impl Slot {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, mut core: Box<Core>) {
        let mut state = self.state();
        if std::mem::take(&mut state.roll_back) {
            // There is no error but that there is nothing to roll back.
            let _ = core.control(Control::Rollback);
        }
        state.core = Some(core);
        if let Some(waiting) = state.waiting.take() {
            drop(state);
            waiting.wake();
        }
    }
}

#[cold]
fn gone() -> Error {
    Error::disconnected("the connection's thread is gone")
}
