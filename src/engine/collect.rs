//! What becomes of the rows: all of them, the first, the only one, or each on the fly.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use crate::driver::Visitor;
use crate::query::Output;
use crate::schema::Misread;
use crate::types::Row;

/// All rows, or as many as are needed to know that there are too many.
pub(super) struct All<O: Output> {
    pub rows: Vec<O::Row>,
    kept: usize,
    enough: usize,
}

/// As many rows are reserved at once, at most; more come as they come.
const MOST_EXPECTED: usize = 4096;

impl<O: Output> All<O> {
    /// At most so many rows.
    pub fn at_most(enough: usize) -> Self {
        Self { rows: Vec::new(), kept: 0, enough }
    }
}

impl<O: Output> Default for All<O> {
    fn default() -> Self {
        Self::at_most(usize::MAX)
    }
}

impl<O: Output> Visitor for All<O> {
    const WIDTH: Option<usize> = Some(O::WIDTH);

    #[inline]
    fn row<'r, R: Row<'r>>(&mut self, row: R) -> Result<ControlFlow<()>, Misread> {
        self.rows.push(O::decode(row, 0)?);
        Ok(if self.rows.len() < self.enough {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    }

    #[inline]
    fn expect(&mut self, rows: usize) {
        self.rows.reserve(rows.min(MOST_EXPECTED).min(self.enough));
    }

    fn keep(&mut self) {
        self.kept = self.rows.len();
    }

    fn restart(&mut self) -> bool {
        self.rows.truncate(self.kept);
        true
    }
}

/// The first row.
pub(super) struct First<O: Output>(pub Option<O::Row>);

impl<O: Output> Visitor for First<O> {
    const WIDTH: Option<usize> = Some(O::WIDTH);

    #[inline]
    fn row<'r, R: Row<'r>>(&mut self, row: R) -> Result<ControlFlow<()>, Misread> {
        if self.0.is_none() {
            self.0 = Some(O::decode(row, 0)?);
        }
        Ok(ControlFlow::Break(()))
    }

    fn restart(&mut self) -> bool {
        self.0 = None;
        true
    }
}

/// The only row, or the knowledge that there are several.
pub(super) struct Only<O: Output> {
    pub row: Option<O::Row>,
    pub several: bool,
}

impl<O: Output> Default for Only<O> {
    fn default() -> Self {
        Self { row: None, several: false }
    }
}

impl<O: Output> Visitor for Only<O> {
    const WIDTH: Option<usize> = Some(O::WIDTH);

    #[inline]
    fn row<'r, R: Row<'r>>(&mut self, row: R) -> Result<ControlFlow<()>, Misread> {
        if self.row.is_some() {
            self.several = true;
            return Ok(ControlFlow::Break(()));
        }
        self.row = Some(O::decode(row, 0)?);
        Ok(ControlFlow::Continue(()))
    }

    fn restart(&mut self) -> bool {
        *self = Self::default();
        true
    }
}

/// Each row, borrowed from the driver's buffer.
pub(super) struct Each<O, F> {
    visit: F,
    started: bool,
    output: PhantomData<fn() -> O>,
}

impl<O, F> Each<O, F> {
    pub fn new(visit: F) -> Self {
        Self { visit, started: false, output: PhantomData }
    }
}

impl<O, F> Visitor for Each<O, F>
where
    O: Output,
    F: for<'r> FnMut(O::Ref<'r>) + Send,
{
    const WIDTH: Option<usize> = Some(O::WIDTH);

    #[inline]
    fn row<'r, R: Row<'r>>(&mut self, row: R) -> Result<ControlFlow<()>, Misread> {
        self.started = true;
        (self.visit)(O::decode_ref(row, 0)?);
        Ok(ControlFlow::Continue(()))
    }

    /// What was seen cannot be unseen.
    fn restart(&mut self) -> bool {
        !self.started
    }
}
