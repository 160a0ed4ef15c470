//! How values are stored: five storage classes for thirteen kinds.

use super::raw::{Running, Source};
use super::{json, time};
use crate::dialect::Sqlite;
use crate::driver::{Call, StatementKey};
use crate::error::Error;
use crate::types::{Kind, Sink, Values};

impl<'q> Source<'q> for Call<'q, Sqlite> {
    #[inline]
    fn key(&self) -> Option<StatementKey> {
        Call::key(self)
    }

    fn write_text(&self, out: &mut String) {
        Call::write_text(self, out);
    }

    #[inline]
    fn bind(&self, to: &mut Running<'_, 'q>) {
        Call::bind(self, to);
    }
}

impl<'q> Sink<'q> for Running<'_, 'q> {
    fn null(&mut self, _: Kind) {
        self.bind_null();
    }

    fn boolean(&mut self, value: bool) {
        self.bind_integer(i64::from(value));
    }

    fn integer(&mut self, value: i64) {
        self.bind_integer(value);
    }

    /// SQLite would store NULL for a NaN, without a word.
    fn real(&mut self, value: f64) {
        if value.is_nan() {
            return self.refuse(not_a_number());
        }
        self.bind_real(value);
    }

    fn text(&mut self, value: &'q str) {
        self.bind_text(value);
    }

    fn text_owned(&mut self, value: String) {
        self.bind_text_copy(&value);
    }

    fn bytes(&mut self, value: &'q [u8]) {
        self.bind_blob(value);
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.bind_blob_copy(&value);
    }

    fn date(&mut self, days: i32) {
        self.temporal(time::date(days));
    }

    fn time(&mut self, micros: i64) {
        self.temporal(time::time(micros));
    }

    fn timestamp(&mut self, micros: i64) {
        self.temporal(time::timestamp(micros));
    }

    fn timestamp_tz(&mut self, micros: i64) {
        self.temporal(time::timestamp(micros));
    }

    fn list(&mut self, values: &'q dyn Values) {
        match json::array(values) {
            Ok(text) => self.bind_text_copy(&text),
            Err(error) => self.refuse(error),
        }
    }
}

impl Running<'_, '_> {
    fn temporal(&mut self, text: Option<time::Text>) {
        match text {
            Some(text) => self.bind_text_copy(text.as_str()),
            None => self.refuse(not_in_range()),
        }
    }
}

#[cold]
pub(super) fn not_a_number() -> Error {
    Error::bind("SQLite stores NULL in place of NaN")
}

#[cold]
pub(super) fn not_in_range() -> Error {
    Error::bind("SQLite has dates from year 0 to 9999, and times of one day")
}
