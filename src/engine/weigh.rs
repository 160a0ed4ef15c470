//! How large rows are, so that no part of a batch is larger than the server takes.

use std::net::IpAddr;

use crate::driver::{Call, Driver};
use crate::query::Batch;
use crate::render::Part;
use crate::types::named::CompositeType;
use crate::types::{Interval, Kind, Range, Sink, Values};

/// How many rows a part may have, if each is as large as the largest of them.
pub(super) fn most_rows<D: Driver>(call: Call<'_, D>, batch: Batch) -> usize {
    let mut one = Weigh::default();
    call.with_rows(Part::values(0, 1)).bind(&mut one);
    let mut all = Weigh { columns: one.values, ..Weigh::default() };
    call.with_rows(Part::values(0, batch.rows)).bind(&mut all);
    (call.spec().part_bytes / all.largest.max(1)).max(1)
}

/// Weighs rows.
#[derive(Default)]
struct Weigh {
    columns: usize,
    values: usize,
    row: usize,
    largest: usize,
}

impl Weigh {
    #[inline]
    fn add(&mut self, bytes: usize) {
        self.values += 1;
        self.row += bytes;
        if self.values >= self.columns && self.columns > 0 {
            self.largest = self.largest.max(self.row);
            (self.values, self.row) = (0, 0);
        }
    }
}

/// What has a fixed size is no larger than this.
const FIXED: usize = 24;

impl<'q> Sink<'q> for Weigh {
    fn null(&mut self, _: Kind) {
        self.add(FIXED);
    }

    fn boolean(&mut self, _: bool) {
        self.add(FIXED);
    }

    fn integer(&mut self, _: i64) {
        self.add(FIXED);
    }

    fn real(&mut self, _: f64) {
        self.add(FIXED);
    }

    fn decimal(&mut self, _: i128, _: u32) {
        self.add(2 * FIXED);
    }

    fn text(&mut self, value: &'q str) {
        self.add(FIXED + value.len());
    }

    fn text_owned(&mut self, value: String) {
        self.add(FIXED + value.len());
    }

    fn json(&mut self, value: String) {
        self.add(FIXED + value.len());
    }

    fn refuse(&mut self, _: String) {
        self.add(FIXED);
    }

    fn bytes(&mut self, value: &'q [u8]) {
        self.add(FIXED + value.len());
    }

    fn uuid(&mut self, _: [u8; 16]) {
        self.add(FIXED);
    }

    fn date(&mut self, _: i32) {
        self.add(FIXED);
    }

    fn time(&mut self, _: i64) {
        self.add(FIXED);
    }

    fn timestamp(&mut self, _: i64) {
        self.add(FIXED);
    }

    fn timestamp_tz(&mut self, _: i64) {
        self.add(FIXED);
    }

    fn interval(&mut self, _: Interval) {
        self.add(FIXED);
    }

    fn network(&mut self, _: IpAddr, _: u8) {
        self.add(FIXED);
    }

    fn mac_address(&mut self, _: [u8; 6]) {
        self.add(FIXED);
    }

    fn range(&mut self, _: &'static Kind, _: Range<()>, ends: &'q dyn Values) {
        self.list(ends);
    }

    fn composite(&mut self, _: &'static CompositeType, fields: &'q dyn Values) {
        self.list(fields);
    }

    fn array(&mut self, _: &'static Kind, values: &'q dyn Values) {
        self.list(values);
    }

    fn list(&mut self, values: &'q dyn Values) {
        let mut list = Weigh { columns: usize::MAX, ..Weigh::default() };
        for index in 0..values.len() {
            values.element(index, &mut list);
        }
        self.add(list.row);
    }
}
