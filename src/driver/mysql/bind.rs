//! How values are bound: as those of mysql_async, which owns what it sends.

use mysql_async::Value;

use crate::driver::calendar::{MICROS_OF_DAY, civil};
use crate::driver::{Call, decimal, hex};
use crate::error::Error;
use crate::render::Dialect;
use crate::types::{Kind, Sink, Values};

/// The values of a statement, in the order of its placeholders, of which there are `asked`.
pub(super) fn values<D: Dialect>(call: &Call<'_, D>, asked: u16) -> Result<Vec<Value>, Error> {
    let mut binder = Binder::new(asked.into());
    call.bind(&mut binder);
    match binder.failure {
        Some(error) => Err(error),
        None if binder.bound.len() == usize::from(asked) => Ok(binder.bound),
        None => Err(Error::bind(format!(
            "the statement has {asked} placeholders, and {} values are bound",
            binder.bound.len()
        ))),
    }
}

/// Whether a statement has no values.
pub(super) fn is_bare<D: Dialect>(call: &Call<'_, D>) -> bool {
    let mut binder = Binder::new(0);
    call.bind(&mut binder);
    binder.bound.is_empty()
}

/// The values of rows that are written into a text, where bytes are hexadecimal digits.
pub(super) fn written<D: Dialect>(call: &Call<'_, D>) -> Result<Vec<Value>, Error> {
    let mut binder = Binder { writes: true, ..Binder::new(0) };
    call.bind(&mut binder);
    binder.failure.map_or(Ok(binder.bound), Err)
}

struct Binder {
    bound: Vec<Value>,
    /// Bytes are written as digits.
    writes: bool,
    failure: Option<Error>,
}

impl Binder {
    fn new(count: usize) -> Self {
        Self { bound: Vec::with_capacity(count), writes: false, failure: None }
    }

    fn of_bytes(&mut self, bytes: &[u8]) {
        self.bound.push(Value::Bytes(match self.writes {
            true => hex::write(bytes).into_bytes(),
            false => bytes.to_vec(),
        }));
    }

    #[cold]
    fn refuse(&mut self, reason: &str) {
        let place = self.bound.len() + 1;
        self.failure.get_or_insert_with(|| Error::bind(format!("value {place}: {reason}")));
        self.bound.push(Value::NULL);
    }

    fn moment(&mut self, micros: i64) {
        match split(micros) {
            Some(value) => self.bound.push(value),
            None => self.refuse("the year of a timestamp is from 0 to 9999 here"),
        }
    }
}

impl<'q> Sink<'q> for Binder {
    fn null(&mut self, _: Kind) {
        self.bound.push(Value::NULL);
    }

    fn boolean(&mut self, value: bool) {
        self.bound.push(Value::Int(value.into()));
    }

    fn integer(&mut self, value: i64) {
        self.bound.push(Value::Int(value));
    }

    fn unsigned(&mut self, value: u64) {
        self.bound.push(Value::UInt(value));
    }

    fn real(&mut self, value: f64) {
        if !value.is_finite() {
            return self.refuse("there is no NaN and no infinity here");
        }
        self.bound.push(Value::Double(value));
    }

    fn decimal(&mut self, coefficient: i128, scale: u32) {
        self.bound.push(Value::Bytes(decimal::write(coefficient, scale).into_bytes()));
    }

    fn text(&mut self, value: &'q str) {
        self.bound.push(Value::Bytes(value.as_bytes().to_vec()));
    }

    fn text_owned(&mut self, value: String) {
        self.bound.push(Value::Bytes(value.into_bytes()));
    }

    fn json(&mut self, value: String) {
        self.text_owned(value);
    }

    fn refuse(&mut self, reason: String) {
        Binder::refuse(self, &reason);
    }

    fn bytes(&mut self, value: &'q [u8]) {
        self.of_bytes(value);
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.of_bytes(&value);
    }

    fn date(&mut self, days: i32) {
        match split(i64::from(days) * MICROS_OF_DAY) {
            Some(value) => self.bound.push(value),
            None => self.refuse("the year of a date is from 0 to 9999 here"),
        }
    }

    fn time(&mut self, micros: i64) {
        match of_day(micros) {
            Some((hour, minute, second, micros)) => {
                self.bound.push(Value::Time(false, 0, hour, minute, second, micros));
            }
            None => self.refuse("a time of day is below 24 hours"),
        }
    }

    fn timestamp(&mut self, micros: i64) {
        self.moment(micros);
    }

    fn timestamp_tz(&mut self, micros: i64) {
        self.moment(micros);
    }

    /// Its statements have a placeholder for each value of a list.
    fn list(&mut self, _: &'q dyn Values) {
        self.refuse("a list is not one value here");
    }
}

/// Microseconds since 1970-01-01 as a date and a time of day.
fn split(micros: i64) -> Option<Value> {
    let (year, month, day) = civil(micros.div_euclid(MICROS_OF_DAY));
    let (hour, minute, second, micros) = of_day(micros.rem_euclid(MICROS_OF_DAY))?;
    let year = u16::try_from(year).ok().filter(|year| *year <= 9999)?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some(Value::Date(year, month, day, hour, minute, second, micros))
}

/// Microseconds since midnight as hour, minute, second and the rest.
fn of_day(micros: i64) -> Option<(u8, u8, u8, u32)> {
    let micros = u32::try_from(micros % 1_000_000).ok().zip(u32::try_from(micros / 1_000_000).ok());
    let (micros, seconds) = micros.filter(|(_, seconds)| *seconds < 86_400)?;
    let part = |value: u32| u8::try_from(value).ok();
    Some((part(seconds / 3600)?, part(seconds / 60 % 60)?, part(seconds % 60)?, micros))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_split_into_their_parts() {
        assert_eq!(split(-1), Some(Value::Date(1969, 12, 31, 23, 59, 59, 999_999)));
        assert_eq!(split(951_827_696_000_001), Some(Value::Date(2000, 2, 29, 12, 34, 56, 1)));
        assert_eq!(split(i64::MAX), None);
        assert_eq!(split(i64::MIN), None);
        assert_eq!(of_day(86_399_999_999), Some((23, 59, 59, 999_999)));
        assert_eq!(of_day(MICROS_OF_DAY), None);
        assert_eq!(of_day(-1), None);
    }
}
