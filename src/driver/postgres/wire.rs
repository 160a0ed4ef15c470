//! What is below a client: the connection itself, which goes on while somebody polls it.
//!
//! Whoever waits for an answer polls it along the way, so that a statement takes no switch to another task and back.
//! While nobody waits, a task does: it sends what was said without waiting, and sees when the server goes away.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::{AcqRel, Acquire};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker, ready};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Handle;
use tokio_postgres::Connection;

/// A connection, for the one who waits for answers on it.
pub(super) struct Wire {
    line: Arc<Line>,
    /// What the connection wakes: the line, which knows whom to wake.
    work: Waker,
    /// What the answers wake.
    answer: Waker,
}

/// What can go on when it is polled, until it has ended.
trait Going: Send {
    fn go(&mut self, cx: &mut Context<'_>) -> Poll<()>;
}

impl<S, T> Going for Connection<S, T>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    T: AsyncRead + AsyncWrite + Unpin + Send,
{
    fn go(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // What ends it is told to whoever waits for an answer, and nobody asked for notices.
        while let Some(Ok(_)) = ready!(self.poll_message(cx)) {}
        Poll::Ready(())
    }
}

/// The connection, and who is to poll it next.
struct Line {
    /// Until it has ended.
    going: Mutex<Option<Box<dyn Going>>>,
    flags: AtomicU8,
    sleepers: Mutex<Sleepers>,
}

#[derive(Default)]
struct Sleepers {
    /// Who waits for an answer.
    waiter: Option<Waker>,
    /// The task.
    task: Option<Waker>,
}

/// Who waits for an answer is polling just now, and looks at the others before it sleeps.
const BUSY: u8 = 1;
/// The connection can go on.
const WORK: u8 = 2;
/// An answer has come, or never will.
const ANSWER: u8 = 4;
/// Somebody waits for an answer, and nothing else lets him go on.
const WAITS: u8 = 8;

/// How often an answer is polled before other tasks have their turn.
const ROUNDS: usize = 32;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A way to keep a connection going.
pub(super) trait Kept {
    /// By what.
    type By;

    /// Keeps it going, with tasks on this runtime.
    fn keep<S, T>(self, runtime: &Handle, connection: Connection<S, T>) -> Self::By
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static;
}

/// By who waits for an answer, and by a task while nobody does.
pub(super) struct ByWaiting;

impl Kept for ByWaiting {
    type By = Wire;

    fn keep<S, T>(self, runtime: &Handle, connection: Connection<S, T>) -> Wire
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (wire, task) = Wire::new(Box::new(connection));
        runtime.spawn(task);
        wire
    }
}

impl Wire {
    fn new(going: Box<dyn Going>) -> (Self, impl Future<Output = ()>) {
        let line = Arc::new(Line {
            going: Mutex::new(Some(going)),
            flags: AtomicU8::new(0),
            sleepers: Mutex::default(),
        });
        let work = Waker::from(line.clone());
        let answer = Waker::from(Arc::new(Answers(line.clone())));
        let (end, waker) = (End(line.clone()), work.clone());
        let task = async move { poll_fn(|cx| end.0.poll_task(cx, &waker)).await };
        (Self { line, work, answer }, task)
    }

    /// Waits for an answer, and polls the connection meanwhile. Dropped before, the task goes on with it.
    ///
    /// The future waits for nothing but the client of this connection.
    pub async fn drive<F: Future>(&self, answer: F) -> F::Output {
        let mut answer = pin!(answer);
        let _turn = Turn::begin(&self.line);
        poll_fn(|cx| self.poll(cx, |inside| answer.as_mut().poll(inside))).await
    }

    /// Polls an answer once, as it comes in parts. [`rest`](Self::rest) follows where no more are wanted.
    pub fn poll_part<T>(
        &self,
        cx: &mut Context<'_>,
        poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        let part = self.poll(cx, poll);
        if part.is_ready() {
            self.rest();
        }
        part
    }

    /// Nobody waits for an answer any more.
    pub fn rest(&self) {
        drop(Turn(&self.line));
    }

    fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        let Line { flags, sleepers, .. } = &*self.line;
        for _ in 0..ROUNDS {
            let seen = flags.fetch_or(BUSY | WAITS, AcqRel);
            if seen & (WAITS | ANSWER) != WAITS {
                flags.fetch_and(!ANSWER, AcqRel);
                if let Poll::Ready(answer) = poll(&mut Context::from_waker(&self.answer)) {
                    return Poll::Ready(answer);
                }
            }
            flags.fetch_and(!WORK, AcqRel);
            // Where it has ended, no answer stays out.
            let _ = self.line.go(&self.work);
            if flags.load(Acquire) == BUSY | WAITS {
                lock(sleepers).waiter = Some(cx.waker().clone());
                if flags.compare_exchange(BUSY | WAITS, WAITS, AcqRel, Acquire).is_ok() {
                    return Poll::Pending;
                }
            }
        }
        flags.fetch_and(!BUSY, AcqRel);
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Line {
    /// Polls the connection, which is dropped where it has ended.
    fn go(&self, work: &Waker) -> Poll<()> {
        let mut going = lock(&self.going);
        let Some(connection) = &mut *going else { return Poll::Ready(()) };
        ready!(connection.go(&mut Context::from_waker(work)));
        *going = None;
        Poll::Ready(())
    }

    fn poll_task(&self, cx: &Context<'_>, work: &Waker) -> Poll<()> {
        lock(&self.sleepers).task = Some(cx.waker().clone());
        // What is seen now wakes again. Who is busy looks for himself.
        let unseen = |flags| (flags & BUSY == 0).then_some(flags & !WORK);
        let _ = self.flags.fetch_update(AcqRel, Acquire, unseen);
        self.go(work)
    }

    /// Notes what has happened, and gives who sees to it, unless somebody does already.
    fn woken(&self, what: u8) -> Option<Waker> {
        if self.flags.fetch_or(what, AcqRel) & (BUSY | what) != 0 {
            return None;
        }
        let mut sleepers = lock(&self.sleepers);
        let waiter = sleepers.waiter.take();
        waiter.or_else(|| sleepers.task.clone().filter(|_| what == WORK))
    }
}

impl Wake for Line {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if let Some(sleeper) = self.woken(WORK) {
            sleeper.wake();
        }
    }
}

/// What the answers wake.
struct Answers(Arc<Line>);

impl Wake for Answers {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if let Some(waiter) = self.0.woken(ANSWER) {
            waiter.wake();
        }
    }
}

/// As long as somebody waits for an answer. Afterwards the task sees to what nobody has seen.
struct Turn<'l>(&'l Line);

impl<'l> Turn<'l> {
    /// Nobody else waits, even where a future was forgotten that did.
    fn begin(line: &'l Line) -> Self {
        line.flags.fetch_and(!WAITS, AcqRel);
        Self(line)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let Line { flags, sleepers, .. } = self.0;
        lock(sleepers).waiter = None;
        if flags.swap(0, AcqRel) & WORK != 0 {
            let task = lock(sleepers).task.clone();
            if let Some(task) = task {
                task.wake();
            }
        }
    }
}

/// Ends the connection together with its task, also where the runtime ends before: what it would wake is the line, which
/// would keep it for ever.
struct End(Arc<Line>);

impl Drop for End {
    fn drop(&mut self) {
        let going = lock(&self.0.going).take();
        drop(going);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Waker;

    use tokio::sync::{mpsc, oneshot};

    use super::*;

    /// A server that answers what it is asked, some of it only when it is polled again.
    struct Server {
        asked: mpsc::UnboundedReceiver<(usize, oneshot::Sender<usize>)>,
        late: Vec<(usize, oneshot::Sender<usize>)>,
    }

    impl Going for Server {
        fn go(&mut self, cx: &mut Context<'_>) -> Poll<()> {
            for (number, answer) in self.late.drain(..) {
                let _ = answer.send(number);
            }
            while let Some((number, answer)) = ready!(self.asked.poll_recv(cx)) {
                if number.is_multiple_of(3) {
                    // As a socket does, from another thread.
                    self.late.push((number, answer));
                    let waker = cx.waker().clone();
                    drop(std::thread::spawn(move || waker.wake()));
                } else {
                    let _ = answer.send(number);
                }
            }
            Poll::Ready(())
        }
    }

    struct Client(mpsc::UnboundedSender<(usize, oneshot::Sender<usize>)>);

    impl Client {
        async fn ask(&self, number: usize) -> Option<usize> {
            let (answer, answered) = oneshot::channel();
            self.0.send((number, answer)).ok()?;
            answered.await.ok()
        }
    }

    fn open() -> (Client, Wire, impl Future<Output = ()>) {
        let (client, asked) = mpsc::unbounded_channel();
        let (wire, task) = Wire::new(Box::new(Server { asked, late: Vec::new() }));
        (Client(client), wire, task)
    }

    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Count {
        fn get(&self) -> usize {
            self.0.load(Ordering::SeqCst)
        }
    }

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn poll<F: Future>(future: std::pin::Pin<&mut F>, count: &Arc<Count>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(&Waker::from(count.clone())))
    }

    #[test]
    fn who_waits_needs_no_task() {
        let (client, wire, task) = open();
        let (mut task, tasks) = (pin!(task), Arc::new(Count::default()));
        assert!(poll(task.as_mut(), &tasks).is_pending());
        let waits = Arc::new(Count::default());
        assert_eq!(poll(pin!(wire.drive(client.ask(1))), &waits), Poll::Ready(Some(1)));
        let mut late = pin!(wire.drive(client.ask(3)));
        while poll(late.as_mut(), &waits) != Poll::Ready(Some(3)) {}
        assert_eq!(tasks.get(), 0);
    }

    #[test]
    fn the_task_goes_on_where_nobody_waits() {
        let (client, wire, task) = open();
        let (mut task, tasks) = (pin!(task), Arc::new(Count::default()));
        assert!(poll(task.as_mut(), &tasks).is_pending());
        // Said without waiting.
        let mut said = pin!(client.ask(1));
        assert!(poll(said.as_mut(), &Arc::default()).is_pending());
        assert_eq!(tasks.get(), 1);
        assert!(poll(task.as_mut(), &tasks).is_pending());
        assert_eq!(poll(said.as_mut(), &Arc::default()), Poll::Ready(Some(1)));
        // Said at the end of what was waited for, which does not poll the connection again.
        let mut said = pin!(client.ask(2));
        let ends = async { poll_fn(|cx| Poll::Ready(said.as_mut().poll(cx).is_pending())).await };
        assert_eq!(poll(pin!(wire.drive(ends)), &Arc::default()), Poll::Ready(true));
        assert_eq!(tasks.get(), 2);
        assert!(poll(task.as_mut(), &tasks).is_pending());
        assert_eq!(poll(said.as_mut(), &Arc::default()), Poll::Ready(Some(2)));
    }

    #[test]
    fn who_was_forgotten_keeps_nobody_from_waiting() {
        let (client, wire, task) = open();
        let (mut task, tasks) = (pin!(task), Arc::new(Count::default()));
        assert!(poll(task.as_mut(), &tasks).is_pending());
        let mut forgotten = Box::pin(wire.drive(std::future::pending::<()>()));
        assert!(poll(forgotten.as_mut(), &Arc::default()).is_pending());
        std::mem::forget(forgotten);
        assert_eq!(poll(pin!(wire.drive(client.ask(1))), &Arc::default()), Poll::Ready(Some(1)));
        let mut forgotten = Box::pin(wire.drive(std::future::pending::<()>()));
        assert!(poll(forgotten.as_mut(), &Arc::default()).is_pending());
        std::mem::forget(forgotten);
        // The last of a connection that is given up.
        wire.rest();
        drop(client);
        assert_eq!(tasks.get(), 1);
        assert!(poll(task.as_mut(), &tasks).is_ready());
    }

    /// A connection that others wake, or that always can go on.
    struct Woken {
        by: Arc<Mutex<Option<Waker>>>,
        always: bool,
    }

    impl Going for Woken {
        fn go(&mut self, cx: &mut Context<'_>) -> Poll<()> {
            *lock(&self.by) = Some(cx.waker().clone());
            if self.always {
                cx.waker().wake_by_ref();
            }
            Poll::Pending
        }
    }

    #[test]
    fn what_happens_wakes_who_waits_and_then_the_task() {
        let by = Arc::default();
        let (wire, task) = Wire::new(Box::new(Woken { by: Arc::clone(&by), always: false }));
        let wake = || lock(&by).clone().into_iter().for_each(Waker::wake);
        let (mut task, tasks) = (pin!(task), Arc::new(Count::default()));
        assert!(poll(task.as_mut(), &tasks).is_pending());
        let waits = Arc::new(Count::default());
        {
            let mut answer = pin!(wire.drive(std::future::pending::<()>()));
            assert!(poll(answer.as_mut(), &waits).is_pending());
            wake();
            wake();
            assert_eq!((waits.get(), tasks.get()), (1, 0));
            assert!(poll(answer.as_mut(), &waits).is_pending());
            wake();
            assert_eq!((waits.get(), tasks.get()), (2, 0));
        }
        // Nobody has seen to the last.
        assert_eq!(tasks.get(), 1);
        assert!(poll(task.as_mut(), &tasks).is_pending());
        wake();
        assert_eq!((waits.get(), tasks.get()), (2, 2));
    }

    #[test]
    fn others_have_their_turn() {
        let (wire, task) = Wire::new(Box::new(Woken { by: Arc::default(), always: true }));
        let (tasks, waits) = (Arc::new(Count::default()), Arc::new(Count::default()));
        let mut task = pin!(task);
        assert!(poll(task.as_mut(), &tasks).is_pending());
        let before = tasks.get();
        assert!(poll(pin!(wire.drive(std::future::pending::<()>())), &waits).is_pending());
        assert_eq!((waits.get(), tasks.get()), (1, before + 1));
    }

    #[test]
    fn nothing_is_left_where_the_task_ends() {
        let (client, wire, task) = open();
        let line = Arc::downgrade(&wire.line);
        let mut asked = Box::pin(client.ask(1));
        assert!(poll(asked.as_mut(), &Arc::default()).is_pending());
        drop(task);
        assert_eq!(poll(asked.as_mut(), &Arc::default()), Poll::Ready(None));
        assert_eq!(poll(pin!(wire.drive(client.ask(2))), &Arc::default()), Poll::Ready(None));
        drop((asked, wire));
        assert!(line.upgrade().is_none());
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn no_wake_is_lost_between_threads() {
        let (client, wire, task) = open();
        let task = tokio::spawn(task);
        for number in 0..2_000_usize {
            if number.is_multiple_of(2) {
                // Given up before or after it was sent.
                let mut given_up = Box::pin(wire.drive(client.ask(number)));
                let _ = poll(given_up.as_mut(), &Arc::default());
            }
            assert_eq!(wire.drive(client.ask(number)).await, Some(number));
            // By hand, as the client's own futures.
            assert_eq!(client.ask(number).await, Some(number));
        }
        drop(client);
        task.await.expect("the task does not panic");
    }
}
