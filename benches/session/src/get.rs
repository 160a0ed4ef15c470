//! `get` of an object that the session has.

use std::hint::black_box;

use crate::schema::*;
use crate::{Effort, Row, time};

const OBJECTS: i64 = 10_000;
const TIMES: i64 = 100_000;

pub fn measure(effort: &Effort) -> Vec<Row> {
    let runtime = tokio();
    let engine = runtime.block_on(open()).expect("the statements are valid");
    let mut session = engine.session();
    for user in people(1..OBJECTS + 1) {
        session.attach(user);
    }
    let session = std::cell::RefCell::new(session);
    let mut get = |clock: crate::clock::Clock| {
        let session = &mut *session.borrow_mut();
        let took = clock.time(|| {
            runtime.block_on(async {
                for n in 0..TIMES {
                    let found = session.get(User, n * 7_919 % OBJECTS + 1).await;
                    black_box(found.expect("it is there").expect("it is there"));
                }
            });
        });
        took.as_secs_f64() / TIMES as f64
    };
    let handles: Vec<_> =
        people(1..OBJECTS + 1).into_iter().map(|user| session.borrow_mut().attach(user)).collect();
    let mut index = |clock: crate::clock::Clock| {
        let session = session.borrow();
        let took = clock.time(|| {
            for n in 0..TIMES {
                let handle = &handles[(n * 7_919 % OBJECTS) as usize];
                black_box(session[handle].id);
            }
        });
        took.as_secs_f64() / TIMES as f64
    };
    let [get, index] = effort.least([&mut get, &mut index]);
    let row = |what, here, must| Row {
        what,
        here: time(here),
        by: String::new(),
        ratio: String::new(),
        must,
    };
    vec![
        row("`get` of one of 10,000 objects", get, "less than 100 ns"),
        row("`session[handle]`", index, ""),
    ]
}
