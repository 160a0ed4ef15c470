//! How values are stored: five storage classes for thirteen kinds.

use super::json;
use super::raw::{Running, Source};
use crate::dialect::Sqlite;
use crate::driver::{Call, StatementKey, time};
use crate::error::Error;
use crate::types::{Kind, Sink, Values};

/// What takes the values of a statement, as SQLite stores them.
pub(super) trait Store<'q> {
    /// NULL.
    fn null(&mut self);
    /// INTEGER.
    fn integer(&mut self, value: i64);
    /// REAL, which is never NaN.
    fn real(&mut self, value: f64);
    /// TEXT that outlives the statement.
    fn text(&mut self, value: &'q str);
    /// TEXT that does not.
    fn text_copy(&mut self, value: &str);
    /// BLOB that outlives the statement.
    fn blob(&mut self, value: &'q [u8]);
    /// BLOB that does not.
    fn blob_copy(&mut self, value: &[u8]);
    /// A value that SQLite does not store.
    fn refuse(&mut self, error: Error);
}

/// Hands values over to a [`Store`].
pub(super) struct Binder<'b, S>(pub &'b mut S);

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
        Call::bind(self, &mut Binder(to));
    }
}

impl<'q, S: Store<'q>> Sink<'q> for Binder<'_, S> {
    fn null(&mut self, _: Kind) {
        self.0.null();
    }

    fn boolean(&mut self, value: bool) {
        self.0.integer(i64::from(value));
    }

    fn integer(&mut self, value: i64) {
        self.0.integer(value);
    }

    /// SQLite would store NULL for a NaN, without a word.
    fn real(&mut self, value: f64) {
        if value.is_nan() {
            return self.0.refuse(not_a_number());
        }
        self.0.real(value);
    }

    fn decimal(&mut self, _: i128, _: u32) {
        self.0.refuse(no_decimal());
    }

    fn text(&mut self, value: &'q str) {
        self.0.text(value);
    }

    fn text_owned(&mut self, value: String) {
        self.0.text_copy(&value);
    }

    fn json(&mut self, value: String) {
        self.0.text_copy(&value);
    }

    fn refuse(&mut self, reason: String) {
        self.0.refuse(Error::bind(reason));
    }

    fn bytes(&mut self, value: &'q [u8]) {
        self.0.blob(value);
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.0.blob_copy(&value);
    }

    fn date(&mut self, days: i32) {
        temporal(self.0, time::date(days));
    }

    fn time(&mut self, micros: i64) {
        temporal(self.0, time::time(micros));
    }

    fn timestamp(&mut self, micros: i64) {
        temporal(self.0, time::timestamp(micros));
    }

    fn timestamp_tz(&mut self, micros: i64) {
        temporal(self.0, time::timestamp(micros));
    }

    fn list(&mut self, values: &'q dyn Values) {
        match json::array(values) {
            Ok(text) => self.0.text_copy(&text),
            Err(error) => self.0.refuse(error),
        }
    }
}

fn temporal<'q>(store: &mut impl Store<'q>, text: Option<time::Text>) {
    match text {
        Some(text) => store.text_copy(text.as_str()),
        None => store.refuse(not_in_range()),
    }
}

#[cold]
pub(super) fn not_a_number() -> Error {
    Error::bind("SQLite stores NULL in place of NaN")
}

#[cold]
pub(super) fn no_decimal() -> Error {
    Error::bind("SQLite has no exact decimal numbers")
}

#[cold]
pub(super) fn not_in_range() -> Error {
    Error::bind("SQLite has dates from year 0 to 9999, and times of one day")
}
