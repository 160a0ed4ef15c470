//! A statement over many rows, in parts of three sizes, so that three texts serve any number.

use super::executor::Executor;
use super::link::Seat;
use super::transaction::Transaction;
use crate::driver::{Call, Done, Driver, Visitor};
use crate::error::Result;
use crate::query::Batch;
use crate::query::effect::ReadWrite;

/// How many rows a part may have. On SQLite a row of 16 costs 0.75 of a row alone, and more than 16
/// gain little; with 8 between, a batch of ten has three parts and not ten.
const SIZES: [usize; 3] = [16, 8, 1];

/// After so many parts other tasks get a turn.
const PARTS_PER_TURN: usize = 16;

/// Runs all parts, or undoes them. In a transaction they stand behind a savepoint, however few they
/// are, so that it goes on where they fail.
pub(super) async fn run<D: Driver, V: Visitor + 'static>(
    mut seat: Seat<'_, D>,
    call: Call<'_, D>,
    batch: Batch,
    mut visitor: V,
) -> Result<(V, Done)> {
    if let (true, Some(twice)) = (batch.updates, call.spec().upsert_twice) {
        let parts = parts(batch, call.spec().max_binds);
        return match visit_parts(seat.again(), call, parts, &mut visitor).await {
            Err(error) if error.code() == Some(twice) && visitor.restart() => {
                let done = visit_parts(seat, call, Parts::one_by_one(batch), &mut visitor).await?;
                Ok((visitor, done))
            }
            done => Ok((visitor, done?)),
        };
    }
    let mut parts = parts(batch, call.spec().max_binds);
    let Some((start, len)) = parts.next() else { return Ok((visitor, Done::default())) };
    if len == batch.rows && seat.level == 0 {
        return seat.run(call.with_rows(start, len), visitor).await;
    }
    let mut nested = nested(seat).await?;
    let (mut visitor, mut total) = (visitor, Done::default());
    let mut turn = 0;
    for (start, len) in std::iter::once((start, len)).chain(parts) {
        let (seen, done) = nested.seat().run(call.with_rows(start, len), visitor).await?;
        visitor = seen;
        visitor.keep();
        total.changed += done.changed;
        total.rows += done.rows;
        turn += 1;
        if turn % PARTS_PER_TURN == 0 {
            tokio::task::yield_now().await;
        }
    }
    nested.commit().await?;
    Ok((visitor, total))
}

/// Shows the rows of all parts to a visitor that borrows. What it has seen cannot be taken back, so
/// that an upsert that may fail for what it meets twice goes row by row at once.
pub(super) async fn visit<D: Driver, V: Visitor>(
    seat: Seat<'_, D>,
    call: Call<'_, D>,
    batch: Batch,
    visitor: &mut V,
) -> Result<Done> {
    let parts = if batch.updates && call.spec().upsert_twice.is_some() {
        Parts::one_by_one(batch)
    } else {
        parts(batch, call.spec().max_binds)
    };
    visit_parts(seat, call, parts, visitor).await
}

async fn visit_parts<D: Driver, V: Visitor>(
    seat: Seat<'_, D>,
    call: Call<'_, D>,
    parts: Parts,
    visitor: &mut V,
) -> Result<Done> {
    let mut nested = nested(seat).await?;
    let mut total = Done::default();
    for (start, len) in parts {
        let done = nested.seat().visit(call.with_rows(start, len), visitor).await?;
        total.changed += done.changed;
        total.rows += done.rows;
    }
    nested.commit().await?;
    Ok(total)
}

/// A transaction or savepoint around several statements.
pub(super) async fn nested<D: Driver>(seat: Seat<'_, D>) -> Result<Transaction<'_, D, ReadWrite>> {
    Transaction::inside(seat).await
}

/// Where the parts begin, and how long they are.
fn parts(batch: Batch, most_binds: usize) -> Parts {
    let fits = SIZES.iter().position(|size| batch.binds * size <= most_binds);
    Parts { at: 0, rows: batch.rows, sizes: &SIZES[fits.unwrap_or(SIZES.len() - 1)..] }
}

struct Parts {
    at: usize,
    rows: usize,
    /// The last of them is 1.
    sizes: &'static [usize],
}

impl Parts {
    fn one_by_one(batch: Batch) -> Self {
        Self { at: 0, rows: batch.rows, sizes: &[1] }
    }
}

impl Iterator for Parts {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let left = self.rows - self.at;
        let len = *self.sizes.iter().find(|size| **size <= left)?;
        let start = self.at;
        self.at += len;
        Some((start, len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_sizes_serve_any_number_of_rows() {
        let lens = |rows, binds| {
            parts(Batch { rows, binds, updates: false }, 100)
                .map(|(_, len)| len)
                .collect::<Vec<_>>()
        };
        assert!(lens(0, 2).is_empty());
        assert_eq!(lens(3, 2), [1, 1, 1]);
        assert_eq!(lens(10, 2), [8, 1, 1]);
        assert_eq!(lens(16, 2), [16]);
        assert_eq!(lens(42, 2), [16, 16, 8, 1, 1]);
        assert_eq!(lens(17, 7), [8, 8, 1]);
        assert_eq!(lens(2, 101), [1, 1]);
    }

    #[test]
    fn parts_follow_each_other() {
        let parts: Vec<_> = parts(Batch { rows: 18, binds: 1, updates: false }, 100).collect();
        assert_eq!(parts, [(0, 16), (16, 1), (17, 1)]);
    }
}
