//! The values of a statement as texts, for those who asked to see them.

use std::net::IpAddr;

use crate::driver::{Call, decimal, hex};
use crate::render::Dialect;
use crate::types::named::CompositeType;
use crate::types::{Interval, Kind, MacAddr, Range, Sink, Values};

/// The values, in the order of their placeholders.
pub(super) fn of<D: Dialect>(call: &Call<'_, D>) -> Vec<String> {
    let mut shown = Shown(Vec::new());
    call.bind(&mut shown);
    shown.0
}

struct Shown(Vec<String>);

impl<'a> Sink<'a> for Shown {
    fn null(&mut self, _: Kind) {
        self.0.push("NULL".to_owned());
    }

    fn boolean(&mut self, value: bool) {
        self.0.push(value.to_string());
    }

    fn integer(&mut self, value: i64) {
        self.0.push(value.to_string());
    }

    fn real(&mut self, value: f64) {
        self.0.push(value.to_string());
    }

    fn decimal(&mut self, coefficient: i128, scale: u32) {
        self.0.push(decimal::write(coefficient, scale));
    }

    fn text(&mut self, value: &'a str) {
        self.0.push(format!("{value:?}"));
    }

    fn text_owned(&mut self, value: String) {
        self.0.push(format!("{value:?}"));
    }

    fn json(&mut self, value: String) {
        self.0.push(value);
    }

    fn refuse(&mut self, reason: String) {
        self.0.push(reason);
    }

    fn bytes(&mut self, value: &'a [u8]) {
        self.0.push(hex::write(value));
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.0.push(hex::write(&value));
    }

    fn date(&mut self, days: i32) {
        self.0.push(format!("{days} days since 1970-01-01"));
    }

    fn time(&mut self, micros: i64) {
        self.0.push(format!("{micros} µs since 00:00"));
    }

    fn timestamp(&mut self, micros: i64) {
        self.0.push(format!("{micros} µs since 1970-01-01 00:00"));
    }

    fn timestamp_tz(&mut self, micros: i64) {
        self.0.push(format!("{micros} µs since 1970-01-01 00:00 UTC"));
    }

    fn interval(&mut self, span: Interval) {
        self.0.push(format!("{span:?}"));
    }

    fn network(&mut self, address: IpAddr, prefix: u8) {
        self.0.push(format!("{address}/{prefix}"));
    }

    fn mac_address(&mut self, address: [u8; 6]) {
        self.0.push(MacAddr(address).to_string());
    }

    fn range(&mut self, _: &'static Kind, shape: Range<()>, ends: &'a dyn Values) {
        self.0.push(format!("{shape:?} of {}", shown(ends)));
    }

    fn composite(&mut self, _: &'static CompositeType, fields: &'a dyn Values) {
        self.list(fields);
    }

    fn array(&mut self, _: &'static Kind, values: &'a dyn Values) {
        self.list(values);
    }

    fn list(&mut self, values: &'a dyn Values) {
        self.0.push(shown(values));
    }
}

/// A list, in brackets.
fn shown(values: &dyn Values) -> String {
    let mut elements = Shown(Vec::new());
    for index in 0..values.len() {
        values.element(index, &mut elements);
    }
    format!("[{}]", elements.0.join(", "))
}
