//! A statement over many rows, in parts, so that a few texts serve any number.

use super::executor::Executor;
use super::link::Seat;
use super::transaction::Transaction;
use super::weigh::most_rows;
use crate::driver::{Call, Done, Driver, Visitor};
use crate::error::Result;
use crate::query::Batch;
use crate::query::effect::ReadWrite;
use crate::render::spec::PartSizes;
use crate::render::{Part, Spec, Way};

/// How many rows a part of lists may have: what it costs to send it is nothing beside them.
const LISTED: usize = 4096;

/// So many rows are not weighed.
const FEW: usize = 16;

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
        return match visit_parts(seat.again(), call, batch, Sizes::Usual, &mut visitor).await {
            Err(error) if error.code() == Some(twice) && visitor.restart() => {
                let done = visit_parts(seat, call, batch, Sizes::One, &mut visitor).await?;
                Ok((visitor, done))
            }
            done => Ok((visitor, done?)),
        };
    }
    // LOAD DATA is not undone by itself where a row has failed.
    if seat.level == 0 && batch.way != Way::LoadData {
        let mut parts = usual(&mut seat, call, batch).await?;
        let Some(part) = parts.next() else { return Ok((visitor, Done::default())) };
        if part.len == batch.rows {
            return seat.run(call.with_rows(part), visitor).await;
        }
    }
    let mut nested = nested(seat).await?;
    let (mut visitor, mut total) = (visitor, Done::default());
    let mut turn = 0;
    for part in usual(&mut nested.seat(), call, batch).await? {
        let (seen, done) = nested.seat().run(call.with_rows(part), visitor).await?;
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
    let one_by_one = batch.updates && call.spec().upsert_twice.is_some();
    let sizes = if one_by_one { Sizes::One } else { Sizes::Usual };
    visit_parts(seat, call, batch, sizes, visitor).await
}

async fn visit_parts<D: Driver, V: Visitor>(
    seat: Seat<'_, D>,
    call: Call<'_, D>,
    batch: Batch,
    sizes: Sizes,
    visitor: &mut V,
) -> Result<Done> {
    let mut nested = nested(seat).await?;
    let mut total = Done::default();
    let parts = match sizes {
        Sizes::Usual => usual(&mut nested.seat(), call, batch).await?,
        Sizes::One => Parts::one_by_one(batch),
    };
    for part in parts {
        let done = nested.seat().visit(call.with_rows(part), visitor).await?;
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

/// How long parts are.
#[derive(Clone, Copy)]
enum Sizes {
    Usual,
    One,
}

/// The parts as they are usually sent.
pub(super) async fn usual<D: Driver>(
    seat: &mut Seat<'_, D>,
    call: Call<'_, D>,
    batch: Batch,
) -> Result<Parts> {
    let row = call.with_rows(Part::values(0, 1));
    let columns = match batch.way {
        Way::Values if batch.alike && batch.rows > 1 => seat.takes_lists(row).await?,
        _ => None,
    };
    let most = match batch.way {
        Way::Values if batch.rows > FEW && call.spec().part_bytes < usize::MAX => {
            most_rows(call, batch)
        }
        _ => usize::MAX,
    };
    Ok(match (batch.way, columns) {
        (Way::Values, None) => Parts::values(batch, call.spec(), most),
        (Way::Values, Some(columns)) => Parts::of(batch, Way::Lists(columns), LISTED.min(most)),
        (way, _) => Parts::of(batch, way, usize::MAX),
    })
}

/// Where the parts begin, and how long they are.
pub(super) struct Parts {
    at: usize,
    rows: usize,
    way: Way,
    lengths: Lengths,
}

enum Lengths {
    /// As long as they can be, and no longer than this.
    Most(usize),
    /// Of these, the last of which is 1.
    Fixed(&'static [usize]),
}

impl Parts {
    fn of(batch: Batch, way: Way, most: usize) -> Self {
        Self { at: 0, rows: batch.rows, way, lengths: Lengths::Most(most) }
    }

    /// VALUES that have no more placeholders than the database takes.
    fn values(batch: Batch, spec: &'static Spec, most: usize) -> Self {
        let most = most.min(spec.max_binds / batch.binds.max(1)).max(1);
        match spec.parts {
            PartSizes::Any(size) => Self::of(batch, Way::Values, size.min(most)),
            PartSizes::Few(sizes) => {
                let fits = sizes.iter().position(|size| *size <= most);
                Self::fixed(batch, &sizes[fits.unwrap_or(sizes.len() - 1)..])
            }
        }
    }

    fn one_by_one(batch: Batch) -> Self {
        Self::fixed(batch, &[1])
    }

    fn fixed(batch: Batch, lengths: &'static [usize]) -> Self {
        Self { at: 0, rows: batch.rows, way: Way::Values, lengths: Lengths::Fixed(lengths) }
    }
}

impl Iterator for Parts {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        let (start, left) = (self.at, self.rows - self.at);
        let len = match self.lengths {
            Lengths::Most(most) => Some(left.min(most)).filter(|len| *len > 0)?,
            Lengths::Fixed(lengths) => *lengths.iter().find(|len| **len <= left)?,
        };
        self.at += len;
        Some(Part { start, len, way: self.way })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{MariaDb, Postgres};
    use crate::render::Dialect;

    fn batch(rows: usize, binds: usize) -> Batch {
        Batch { rows, binds, updates: false, alike: true, way: Way::Values }
    }

    #[test]
    fn a_few_sizes_serve_any_number_of_rows() {
        let lens = |rows, binds, spec| {
            Parts::values(batch(rows, binds), spec, 2000).map(|part| part.len).collect::<Vec<_>>()
        };
        let spec = Postgres::SPEC;
        assert!(lens(0, 2, spec).is_empty());
        assert_eq!(lens(3, 2, spec), [1, 1, 1]);
        assert_eq!(lens(10, 2, spec), [8, 1, 1]);
        assert_eq!(lens(16, 2, spec), [16]);
        assert_eq!(lens(42, 2, spec), [16, 16, 8, 1, 1]);
        assert_eq!(lens(17, 5_000, spec), [8, 8, 1]);
        assert_eq!(lens(2, 65_536, spec), [1, 1]);
        assert_eq!(lens(2_041, 2, MariaDb::SPEC), [1024, 1017]);
        assert_eq!(lens(70, 1_000, MariaDb::SPEC), [65, 5]);
        let large = Parts::values(batch(9, 2), MariaDb::SPEC, 5);
        assert_eq!(large.map(|part| part.len).collect::<Vec<_>>(), [5, 4]);
    }

    #[test]
    fn lists_are_as_long_as_they_may_be() {
        let parts = |rows| Parts::of(batch(rows, 2), Way::Lists(2), 5).collect::<Vec<_>>();
        let part = |start, len| Part { start, len, way: Way::Lists(2) };
        assert!(parts(0).is_empty());
        assert_eq!(parts(3), [part(0, 3)]);
        assert_eq!(parts(9), [part(0, 5), part(5, 4)]);
    }

    #[test]
    fn parts_follow_each_other() {
        let parts: Vec<_> = Parts::values(batch(18, 1), Postgres::SPEC, 100).collect();
        assert_eq!(parts, [Part::values(0, 16), Part::values(16, 1), Part::values(17, 1)]);
        assert_eq!(Parts::one_by_one(batch(18, 1)).count(), 18);
    }
}
