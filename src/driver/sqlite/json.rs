//! A list of values as the JSON text that `json_each` takes apart.

use std::fmt::Write;

use super::bind::{no_decimal, not_a_number, not_in_range};
use crate::driver::{hex, time};
use crate::error::Error;
use crate::types::{Kind, Sink, Values};

/// The text of a list.
pub(super) fn array(values: &dyn Values) -> Result<String, Error> {
    let mut array = Array { text: String::with_capacity(2 + values.len() * 8), failure: None };
    array.text.push('[');
    for index in 0..values.len() {
        if index > 0 {
            array.text.push(',');
        }
        values.element(index, &mut array);
    }
    array.text.push(']');
    array.failure.map_or(Ok(array.text), Err)
}

struct Array {
    text: String,
    failure: Option<Error>,
}

impl Array {
    fn push(&mut self, value: impl std::fmt::Display) {
        // Writing to a String does not fail.
        let _ = write!(self.text, "{value}");
    }

    fn quote(&mut self, value: &str) {
        self.text.push('"');
        for c in value.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\0'..='\x1f' => {
                    let _ = write!(self.text, "\\u{:04x}", u32::from(c));
                }
                _ => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// As the hexadecimal digits that `unhex` reads.
    fn hex(&mut self, bytes: &[u8]) {
        self.text.push('"');
        self.text.push_str(&hex::write(bytes));
        self.text.push('"');
    }

    fn temporal(&mut self, text: Option<time::Text>) {
        match text {
            Some(text) => self.quote(text.as_str()),
            None => self.failure = Some(not_in_range()),
        }
    }
}

impl<'a> Sink<'a> for Array {
    fn null(&mut self, _: Kind) {
        self.push("null");
    }

    fn boolean(&mut self, value: bool) {
        self.push(u8::from(value));
    }

    fn integer(&mut self, value: i64) {
        self.push(value);
    }

    fn real(&mut self, value: f64) {
        if value.is_nan() {
            self.failure = Some(not_a_number());
        } else if value.is_infinite() {
            // JSON has no infinity, but a number that is too large is read as one.
            self.push(if value > 0.0 { "9e999" } else { "-9e999" });
        } else {
            self.push(format_args!("{value:?}"));
        }
    }

    fn decimal(&mut self, _: i128, _: u32) {
        self.failure = Some(no_decimal());
    }

    fn text(&mut self, value: &'a str) {
        self.quote(value);
    }

    fn text_owned(&mut self, value: String) {
        self.quote(&value);
    }

    fn json(&mut self, value: String) {
        self.quote(&value);
    }

    fn refuse(&mut self, reason: String) {
        self.failure = Some(Error::bind(reason));
    }

    fn bytes(&mut self, value: &'a [u8]) {
        self.hex(value);
    }

    fn uuid(&mut self, value: [u8; 16]) {
        self.hex(&value);
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

    fn list(&mut self, values: &'a dyn Values) {
        match array(values) {
            Ok(text) => self.text.push_str(&text),
            Err(error) => self.failure = Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::array;
    use crate::types::{Kind, Many, ToSql};

    fn text<V: ToSql>(values: Vec<V>) -> Option<String> {
        array(&Many(values, Kind::Text)).ok()
    }

    #[test]
    fn values_are_written_as_json_reads_them() {
        assert_eq!(text(vec![1_i64, -2, i64::MIN]).as_deref(), Some("[1,-2,-9223372036854775808]"));
        assert_eq!(text(vec![true, false]).as_deref(), Some("[1,0]"));
        assert_eq!(
            text(vec![0.5, 1.0, 1e300, f64::INFINITY, f64::NEG_INFINITY]).as_deref(),
            Some("[0.5,1.0,1e300,9e999,-9e999]")
        );
        assert_eq!(
            text(vec!["a\"b\\c\n\u{7f}é".to_owned()]).as_deref(),
            Some("[\"a\\\"b\\\\c\\u000a\u{7f}é\"]")
        );
        assert_eq!(text(vec![vec![0_u8, 255]]).as_deref(), Some("[\"00ff\"]"));
        assert_eq!(text(Vec::<i64>::new()).as_deref(), Some("[]"));
        assert_eq!(text(vec![f64::NAN]), None);
    }
}
