//! A future in a box whose memory the thread uses again. Nearly each statement needs one, and of a size for which an
//! allocator takes its longer way.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::ptr::NonNull;
use std::task::{Context, Poll};

/// A future of any type, in a box.
pub(super) struct Boxed<'s, T>(NonNull<dyn Future<Output = T> + Send + 's>);

/// What each box is made of. Futures of statements fit into it.
type Block = [u128; 256];

const BLOCK: Layout = Layout::new::<Block>();

/// A block that nobody uses.
struct Spare(Cell<Option<NonNull<Block>>>);

thread_local! {
    static SPARE: Spare = const { Spare(Cell::new(None)) };
}

impl<'s, T> Boxed<'s, T> {
    /// The future that `work` gives, which is made where it stays.
    #[inline]
    pub fn new<F: Future<Output = T> + Send + 's>(work: impl FnOnce() -> F) -> Self {
        if size_of::<F>() <= BLOCK.size() && align_of::<F>() <= BLOCK.align() {
            Self::put(work)
        } else {
            Self::put(|| Box::pin(work()))
        }
    }

    /// The same of one that fits.
    #[inline]
    fn put<F: Future<Output = T> + Send + 's>(work: impl FnOnce() -> F) -> Self {
        let place: NonNull<F> = take().cast();
        // SAFETY: a block is as large and as aligned as that, and nobody else has it.
        unsafe { place.write(work()) };
        Self(place)
    }
}

// SAFETY: it is the only way to its future, which can go to another thread.
unsafe impl<T> Send for Boxed<'_, T> {}

impl<T> Future for Boxed<'_, T> {
    type Output = T;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        // SAFETY: the future is there until this is dropped, and never moved.
        unsafe { Pin::new_unchecked(self.0.as_mut()) }.poll(cx)
    }
}

impl<T> Drop for Boxed<'_, T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: it was written where the block was taken, and nobody sees it any more.
        unsafe { self.0.drop_in_place() };
        give(self.0.cast());
    }
}

/// The spare block, or a new one.
#[inline]
fn take() -> NonNull<Block> {
    // A thread that ends may have none any more.
    let spare = SPARE.try_with(|spare| spare.0.take()).ok().flatten();
    spare.unwrap_or_else(|| {
        // SAFETY: a block is not empty.
        let made = unsafe { alloc(BLOCK) };
        NonNull::new(made).unwrap_or_else(|| handle_alloc_error(BLOCK)).cast()
    })
}

/// Keeps a block as the spare one.
#[inline]
fn give(block: NonNull<Block>) {
    let before = SPARE.try_with(|spare| spare.0.replace(Some(block)));
    if let Some(block) = before.unwrap_or(Some(block)) {
        free(block);
    }
}

#[cold]
fn free(block: NonNull<Block>) {
    // SAFETY: `take` has made it, and nobody has it any more.
    unsafe { dealloc(block.as_ptr().cast(), BLOCK) };
}

impl Drop for Spare {
    fn drop(&mut self) {
        if let Some(block) = self.0.take() {
            free(block);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::Arc;
    use std::task::Waker;

    use super::*;

    fn poll<T>(boxed: &mut Boxed<'_, T>) -> Poll<T> {
        Pin::new(boxed).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn the_next_one_has_the_memory_of_the_one_before() {
        let place = |boxed: &Boxed<'_, u8>| boxed.0.cast::<u8>();
        let first = Boxed::new(|| async { 1 });
        let second = Boxed::new(|| async { 2 });
        let (one, two) = (place(&first), place(&second));
        assert_ne!(one, two);
        drop(second);
        let mut third = Boxed::new(|| async { 3 });
        assert_eq!((place(&third), poll(&mut third)), (two, Poll::Ready(3)));
        drop(first);
        drop(third);
        assert_eq!(place(&Boxed::new(|| async { 4 })), two);
    }

    #[test]
    fn what_it_holds_is_dropped_with_it_wherever_that_is() {
        let held = Arc::new(());
        let waits = |held: Arc<()>| {
            Boxed::new(|| async move {
                pending::<()>().await;
                drop(held);
            })
        };
        let (mut here, there) = (waits(held.clone()), waits(held.clone()));
        assert!(poll(&mut here).is_pending());
        assert_eq!(Arc::strong_count(&held), 3);
        drop(here);
        std::thread::spawn(|| drop(there)).join().expect("it does not panic");
        assert_eq!(Arc::strong_count(&held), 1);
    }

    #[test]
    fn one_that_does_not_fit_has_memory_of_its_own() {
        let large = [7_u8; 10_000];
        let mut boxed = Boxed::new(|| async move {
            std::future::ready(()).await;
            large.iter().map(|byte| usize::from(*byte)).sum::<usize>()
        });
        assert_eq!(poll(&mut boxed), Poll::Ready(70_000));
    }
}
