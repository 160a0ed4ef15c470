//! `EXPLAIN`: how the database would run a statement, in its own words.

use std::ops::ControlFlow;

use super::link::Seat;
use super::run::Run;
use crate::driver::{Call, Driver, Visitor};
use crate::query::Statement;
use crate::render::{Dialect, Part, Pass, Render};
use crate::schema::Misread;
use crate::types::{Cell, Row};

/// Asks how a statement would be run; of one over many rows, the first.
pub(super) fn run<'s, D: Driver, S: Statement + Render<D> + Sync>(
    seat: Seat<'s, D>,
    statement: &'s S,
) -> Run<'s, D, String> {
    let batch = statement.batch();
    Run::going(async move {
        let explained = Explained(statement);
        let spec = seat.spec();
        let call =
            Call::dynamic(&explained).by_hand(S::BY_HAND).written_as(spec).saying(seat.words);
        let call = match batch {
            Some(batch) if batch.rows == 0 => return Ok(String::new()),
            Some(_) => call.with_rows(Part::values(0, 1)),
            None => call,
        };
        let lines = Lines { column: spec.explain.1, lines: Vec::new() };
        Ok(seat.run(call, lines).await?.0.lines.join("\n"))
    })
}

struct Explained<'s, S>(&'s S);

impl<D: Dialect, S: Render<D>> Render<D> for Explained<'_, S> {
    fn walk<'a>(&'a self, pass: &mut Pass<'_, 'a>) {
        pass.sql(pass.spec().explain.0);
        self.0.walk(pass);
    }
}

/// The texts in a column.
struct Lines {
    column: usize,
    lines: Vec<String>,
}

impl Visitor for Lines {
    const WIDTH: Option<usize> = None;

    fn row<'r, R: Row<'r>>(&mut self, row: R) -> Result<ControlFlow<()>, Misread> {
        let index = self.column;
        let line = row.cell(index).text_owned().map_err(|reason| Misread { index, reason })?;
        self.lines.push(line);
        Ok(ControlFlow::Continue(()))
    }

    fn restart(&mut self) -> bool {
        self.lines.clear();
        true
    }
}
