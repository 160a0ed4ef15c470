//! A prepared statement runs without allocating anything but the row that it gives.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::future::Future;

use relata::Error;
use relata::prelude::*;

use super::{User, add, memory, posts, users};

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, with a counter for each thread.
struct Counting;

fn note() {
    // A thread that ends may have no counter any more.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note();
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note();
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

pub async fn count<T>(work: impl Future<Output = Result<T, Error>>) -> Result<u64, Error> {
    let before = COUNT.get();
    let done = work.await?;
    let counted = COUNT.get() - before;
    drop(done);
    Ok(counted)
}

#[tokio::test]
async fn only_the_row_is_allocated() -> Result<(), Error> {
    let engine = memory(relata::engine::Execution::Inline).await?;
    let mut connection = engine.connect().await?;
    connection.execute(&add!("Ada")).await?;
    // A name and an email, both owned. What visits many rows is in a box, whose memory is used again.
    let user = 2;
    let find = select(User).filter(users::id.eq(1));
    let names = select((users::name, users::nickname)).filter(users::id.eq(1));
    let rename = update(users::table).set(users::name.set("Ada Lovelace"));
    let rename = rename.filter(users::id.eq(1));
    let write = insert_into(posts::table).values((posts::author_id.set(1), posts::title.set("x")));
    for round in 0..3 {
        let counted = [
            (user, count(connection.first(&find)).await?),
            (user, count(connection.one(&find)).await?),
            (user, count(connection.one_or_none(&find)).await?),
            (0, count(connection.execute(&rename)).await?),
            (0, count(connection.execute(&write)).await?),
            (
                0,
                count(async { connection.for_each(&names, |_: (&str, Option<&str>)| ()).await })
                    .await?,
            ),
            (0, count(async { connection.begin().await?.commit().await }).await?),
        ];
        for (place, (expected, found)) in counted.into_iter().enumerate() {
            assert!(round == 0 || found == expected, "{place}: {found} instead of {expected}");
        }
    }
    drop(connection);
    // The engine takes the connection that came back last, without asking bb8.
    engine.one(&find).await?;
    assert_eq!(count(engine.one(&find)).await?, user);
    Ok(())
}
