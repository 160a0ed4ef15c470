//! Statements that are not prepared by name, for a pooler that gives each transaction another connection: each
//! is one message, so nobody has said the types of its values, which go as constants would be written.

use std::net::IpAddr;

use tokio_postgres::types::Type;

use super::array::Array;
use super::bind::Bound;
use super::{composite, range};
use crate::dialect::Postgres;
use crate::driver::calendar::{MICROS_OF_DAY, civil};
use crate::driver::{Call, decimal, hex};
use crate::error::Error;
use crate::types::named::CompositeType;
use crate::types::{Interval, Kind, Range, Sink, Values};

/// The values of a statement, of types that the server finds.
pub(super) fn values<'q>(call: &Call<'q, Postgres>) -> Result<Vec<(Bound<'q>, Type)>, Error> {
    let mut writer = Writer::default();
    call.bind(&mut writer);
    let typed = writer.bound.into_iter().map(|value| (value, Type::UNKNOWN));
    writer.failure.map_or_else(|| Ok(typed.collect()), Err)
}

/// Writes values.
#[derive(Default)]
struct Writer<'q> {
    bound: Vec<Bound<'q>>,
    failure: Option<Error>,
}

impl<'q> Writer<'q> {
    /// Values that are parts of one.
    fn apart(&mut self, values: &'q dyn Values) -> Vec<Bound<'q>> {
        let mut parts = Writer::default();
        for index in 0..values.len() {
            values.element(index, &mut parts);
        }
        if let Some(error) = parts.failure {
            self.failure.get_or_insert(error);
        }
        parts.bound
    }

    fn write(&mut self, text: impl Into<String>) {
        self.bound.push(Bound::Written(text.into().into()));
    }

    fn fail(&mut self, reason: &str) {
        let place = self.bound.len() + 1;
        self.failure.get_or_insert_with(|| Error::bind(format!("`${place}`: {reason}")));
        self.bound.push(Bound::Null);
    }
}

impl<'q> Sink<'q> for Writer<'q> {
    fn null(&mut self, _: Kind) {
        self.bound.push(Bound::Null);
    }

    fn boolean(&mut self, value: bool) {
        self.write(if value { "t" } else { "f" });
    }

    fn integer(&mut self, value: i64) {
        self.write(value.to_string());
    }

    fn real(&mut self, value: f64) {
        self.write(match value {
            f64::INFINITY => "Infinity".to_owned(),
            f64::NEG_INFINITY => "-Infinity".to_owned(),
            value => value.to_string(),
        });
    }

    fn decimal(&mut self, coefficient: i128, scale: u32) {
        self.write(decimal::write(coefficient, scale));
    }

    fn text(&mut self, value: &'q str) {
        match value.contains('\0') {
            true => self.fail(super::bind::NUL),
            false => self.bound.push(Bound::Written(value.into())),
        }
    }

    fn text_owned(&mut self, value: String) {
        match value.contains('\0') {
            true => self.fail(super::bind::NUL),
            false => self.write(value),
        }
    }

    fn json(&mut self, value: String) {
        self.write(value);
    }

    fn refuse(&mut self, reason: String) {
        self.fail(&reason);
    }

    fn bytes(&mut self, value: &'q [u8]) {
        self.write(format!("\\x{}", hex::write(value)));
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.write(hex::write(&value));
    }

    fn date(&mut self, days: i32) {
        self.write(written(i64::from(days), ""));
    }

    fn time(&mut self, micros: i64) {
        self.write(of_day(micros));
    }

    fn timestamp(&mut self, micros: i64) {
        self.write(moment(micros, ""));
    }

    fn timestamp_tz(&mut self, micros: i64) {
        self.write(moment(micros, "+00"));
    }

    fn interval(&mut self, span: Interval) {
        // Each part has its sign: a server may take that of the first for all that have none.
        let (sign, micros) = (if span.micros < 0 { '-' } else { '+' }, span.micros.unsigned_abs());
        let (seconds, micros) = (micros / 1_000_000, micros % 1_000_000);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        self.write(format!(
            "{:+} mons {:+} days {sign}{hours:02}:{minutes:02}:{seconds:02}.{micros:06}",
            span.months, span.days
        ));
    }

    fn network(&mut self, address: IpAddr, prefix: u8) {
        self.write(format!("{address}/{prefix}"));
    }

    fn mac_address(&mut self, address: [u8; 6]) {
        self.write(hex::write(&address));
    }

    fn range(&mut self, _: &'static Kind, shape: Range<()>, ends: &'q dyn Values) {
        let bound = self.apart(ends);
        let ends = bound.iter().filter_map(|end| end.bytes());
        let ends = ends.map(|end| std::str::from_utf8(end).unwrap_or_default());
        self.write(range::written(shape, ends));
    }

    /// The server is not asked for the names of the fields, so that these count by their order alone.
    fn composite(&mut self, _: &'static CompositeType, fields: &'q dyn Values) {
        let fields = self.apart(fields);
        self.write(composite::written(&fields));
    }

    fn array(&mut self, _: &'static Kind, values: &'q dyn Values) {
        self.list(values);
    }

    fn list(&mut self, values: &'q dyn Values) {
        let mut array = Array::new(&Type::UNKNOWN);
        self.apart(values).iter().for_each(|element| array.push(element));
        self.write(array.written());
    }
}

/// A day, and what stands between it and its era.
fn written(days: i64, rest: &str) -> String {
    let (year, month, day) = civil(days);
    // There is no year 0.
    let (year, era) = if year > 0 { (year, "") } else { (1 - year, " BC") };
    format!("{year:04}-{month:02}-{day:02}{rest}{era}")
}

fn moment(micros: i64, zone: &str) -> String {
    let rest = format!(" {}{zone}", of_day(micros.rem_euclid(MICROS_OF_DAY)));
    written(micros.div_euclid(MICROS_OF_DAY), &rest)
}

fn of_day(micros: i64) -> String {
    let seconds = micros / 1_000_000;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{hour:02}:{minute:02}:{second:02}.{:06}", micros % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_with_their_era() {
        assert_eq!(moment(-1, ""), "1969-12-31 23:59:59.999999");
        assert_eq!(moment(951_827_696_000_001, "+00"), "2000-02-29 12:34:56.000001+00");
        assert_eq!(written(-719_163, ""), "0001-12-31 BC");
        assert_eq!(written(2_932_897, ""), "10000-01-01");
        assert_eq!(of_day(86_399_999_999), "23:59:59.999999");
    }

    #[test]
    fn bytes_are_written_as_digits() {
        let mut writer = Writer::default();
        writer.bytes(&[0, 171, 255]);
        assert!(matches!(&writer.bound[..], [Bound::Written(text)] if text == "\\x00abff"));
    }
}
