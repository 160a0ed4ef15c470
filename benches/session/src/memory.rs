//! What a session of 1,000,000 objects keeps, against the plain structs.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::schema::*;
use crate::{Effort, Row, ratio};

const OBJECTS: i64 = 1_000_000;

static LIVE: AtomicUsize = AtomicUsize::new(0);

/// The system's allocator, which counts the bytes that are in use.
pub struct Counting;

// SAFETY: every call goes to the system's allocator with the arguments it came with.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        LIVE.fetch_add(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        LIVE.fetch_add(size, Relaxed);
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`.
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// The bytes that something keeps.
fn kept<T>(make: impl FnOnce() -> T) -> usize {
    let before = LIVE.load(Relaxed);
    let made = make();
    let kept = LIVE.load(Relaxed) - before;
    drop(black_box(made));
    kept
}

pub fn measure(_: &Effort) -> Vec<Row> {
    let engine = tokio().block_on(open()).expect("the statements are valid");
    let plain = kept(|| people(1..OBJECTS + 1));
    let session = kept(|| {
        let mut session = engine.session();
        for number in 1..=OBJECTS {
            session.attach(people(number..number + 1).remove(0));
        }
        assert_eq!(session.count(User), OBJECTS as usize);
        session
    });
    let each = |bytes| format!("{:.1} bytes", bytes as f64 / OBJECTS as f64);
    vec![Row {
        what: "an object of 1,000,000; a plain struct",
        here: each(session),
        by: each(plain),
        ratio: ratio(session as f64, plain as f64),
        must: "at most 1.5",
    }]
}
