//! Dates and times as the text that SQLite keeps them in: it sorts, and its functions read it. MySQL writes the same.

use crate::driver::calendar::{MICROS_OF_DAY, civil, days};

/// A text of at most 26 bytes: `YYYY-MM-DD HH:MM:SS.ffffff`.
pub(super) struct Text {
    bytes: [u8; 26],
    len: usize,
}

impl Text {
    fn new() -> Self {
        Self { bytes: [0; 26], len: 0 }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        // Only digits and punctuation were written.
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    /// The last `digits` digits of a number.
    fn number(&mut self, mut value: u64, digits: usize) {
        for place in (self.len..self.len + digits).rev() {
            // A digit is below 10.
            self.bytes[place] = b'0' + (value % 10) as u8;
            value /= 10;
        }
        self.len += digits;
    }

    fn date(&mut self, days: i64) -> Option<()> {
        let (year, month, day) = civil(days);
        self.number(u64::try_from(year).ok().filter(|year| *year <= 9999)?, 4);
        self.push(b'-');
        self.number(month, 2);
        self.push(b'-');
        self.number(day, 2);
        Some(())
    }

    fn time(&mut self, micros: i64) -> Option<()> {
        let micros = u64::try_from(micros).ok().filter(|_| micros < MICROS_OF_DAY)?;
        let seconds = micros / 1_000_000;
        self.number(seconds / 3600, 2);
        self.push(b':');
        self.number(seconds / 60 % 60, 2);
        self.push(b':');
        self.number(seconds % 60, 2);
        self.push(b'.');
        self.number(micros % 1_000_000, 6);
        Some(())
    }
}

/// `YYYY-MM-DD`, for the years 0 to 9999, which is what SQLite counts with.
pub(super) fn date(days: i32) -> Option<Text> {
    let mut text = Text::new();
    text.date(i64::from(days))?;
    Some(text)
}

/// `HH:MM:SS.ffffff`
pub(super) fn time(micros: i64) -> Option<Text> {
    let mut text = Text::new();
    text.time(micros)?;
    Some(text)
}

/// `YYYY-MM-DD HH:MM:SS.ffffff`
pub(super) fn timestamp(micros: i64) -> Option<Text> {
    let mut text = Text::new();
    text.date(micros.div_euclid(MICROS_OF_DAY))?;
    text.push(b' ');
    text.time(micros.rem_euclid(MICROS_OF_DAY))?;
    Some(text)
}

/// Reads `YYYY-MM-DD`.
pub(super) fn read_date(text: &str) -> Option<i32> {
    let (days, rest) = take_date(text.as_bytes())?;
    rest.is_empty().then_some(days).and_then(|days| i32::try_from(days).ok())
}

/// Reads `HH:MM`, `HH:MM:SS` and fractions of up to nine digits.
pub(super) fn read_time(text: &str) -> Option<i64> {
    let (micros, rest) = take_time(text.as_bytes())?;
    rest.is_empty().then_some(micros)
}

/// Reads date and time with a space or `T` between, or a date alone.
pub(super) fn read_timestamp(text: &str) -> Option<i64> {
    let (micros, rest) = take_timestamp(text.as_bytes())?;
    rest.is_empty().then_some(micros)
}

/// The same with `Z` or an offset such as `+02:00` behind; without one it is UTC.
pub(super) fn read_timestamp_tz(text: &str) -> Option<i64> {
    let (micros, rest) = take_timestamp(text.as_bytes())?;
    let minutes = match rest {
        [] | [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let offset = two(*h1, *h2, 23)? * 60 + two(*m1, *m2, 59)?;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    Some(micros - minutes * 60_000_000)
}

fn take_timestamp(text: &[u8]) -> Option<(i64, &[u8])> {
    let (days, rest) = take_date(text)?;
    let (micros, rest) = match rest {
        [b' ' | b'T' | b't', rest @ ..] => take_time(rest)?,
        _ => (0, rest),
    };
    Some((days * MICROS_OF_DAY + micros, rest))
}

fn take_date(text: &[u8]) -> Option<(i64, &[u8])> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, rest @ ..] = text else { return None };
    let year = two(*y1, *y2, 99)? * 100 + two(*y3, *y4, 99)?;
    let (month, day) = (two(*m1, *m2, 12)?, two(*d1, *d2, 31)?);
    let days = days(year, month, day);
    // The 30th of February is another day by its number.
    let (back_year, back_month, back_day) = civil(days);
    let same = back_year == year
        && i64::try_from(back_month) == Ok(month)
        && i64::try_from(back_day) == Ok(day);
    same.then_some((days, rest))
}

fn take_time(text: &[u8]) -> Option<(i64, &[u8])> {
    let [h1, h2, b':', m1, m2, rest @ ..] = text else { return None };
    let minutes = two(*h1, *h2, 23)? * 60 + two(*m1, *m2, 59)?;
    let [b':', s1, s2, rest @ ..] = rest else { return Some((minutes * 60_000_000, rest)) };
    let seconds = minutes * 60 + two(*s1, *s2, 59)?;
    let [b'.', rest @ ..] = rest else { return Some((seconds * 1_000_000, rest)) };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !(1..=9).contains(&digits) {
        return None;
    }
    // What is finer than a microsecond is cut off.
    let fraction = (0..6).fold(0, |micros, place| {
        micros * 10 + if place < digits { i64::from(rest[place] - b'0') } else { 0 }
    });
    Some((seconds * 1_000_000 + fraction, &rest[digits..]))
}

/// Two digits, at most `most`.
fn two(tens: u8, ones: u8, most: i64) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?).filter(|value| *value <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_all_years_comes_back() {
        let (first, last) = (days(0, 1, 1), days(9999, 12, 31));
        for day in first..=last {
            let day = i32::try_from(day).unwrap_or(i32::MAX);
            let text = date(day);
            let text = text.as_ref().map(Text::as_str);
            assert_eq!(text.and_then(read_date), Some(day), "{text:?}");
        }
    }

    #[test]
    fn texts_are_of_one_length_so_that_they_sort() {
        let text = |micros| timestamp(micros).map(|text| text.as_str().to_owned());
        assert_eq!(text(0).as_deref(), Some("1970-01-01 00:00:00.000000"));
        assert_eq!(text(-1).as_deref(), Some("1969-12-31 23:59:59.999999"));
        assert_eq!(text(951_827_696_000_001).as_deref(), Some("2000-02-29 12:34:56.000001"));
        assert_eq!(date(-719_528).map(|d| d.as_str().to_owned()).as_deref(), Some("0000-01-01"));
        assert_eq!(time(1).map(|t| t.as_str().to_owned()).as_deref(), Some("00:00:00.000001"));
    }

    #[test]
    fn what_sqlite_cannot_count_with_is_refused() {
        assert!(date(-719_529).is_none());
        assert!(date(2_932_897).is_none());
        assert!(timestamp(i64::MAX).is_none());
        assert!(time(-1).is_none());
        assert!(time(MICROS_OF_DAY).is_none());
    }

    #[test]
    fn usual_forms_are_read() {
        let noon = Some(951_825_600_000_000);
        for text in [
            "2000-02-29 12:00:00",
            "2000-02-29 12:00",
            "2000-02-29T12:00:00.0",
            "2000-02-29 12:00:00.000000000",
            "2000-02-29 12:00:00.000",
        ] {
            assert_eq!(read_timestamp(text), noon, "{text}");
            assert_eq!(read_timestamp_tz(text), noon, "{text}");
        }
        assert_eq!(read_timestamp("2000-02-29"), Some(951_782_400_000_000));
        assert_eq!(read_timestamp_tz("2000-02-29T12:00:00Z"), noon);
        assert_eq!(read_timestamp_tz("2000-02-29 13:30:00+01:30"), noon);
        assert_eq!(read_timestamp_tz("2000-02-29 11:00:00-01:00"), noon);
        assert_eq!(read_time("00:00:01.5"), Some(1_500_000));
    }

    #[test]
    fn all_else_is_not() {
        for text in [
            "",
            "2000-02-30 00:00:00",
            "2000-13-01",
            "2000-00-01",
            "2000-01-00",
            "2000-1-1",
            "2000-01-01 24:00:00",
            "2000-01-01 00:60:00",
            "2000-01-01 00:00:60",
            "2000-01-01 00:00:00.",
            "2000-01-01 00:00:00.0000000000",
            "2000-01-01 00:00:00 ",
            "2000-01-01 00:00:00+0200",
            "951825600",
            "2000-01-01\u{0661}",
        ] {
            assert_eq!(read_timestamp_tz(text), None, "{text}");
        }
        assert_eq!(read_timestamp("2000-01-01 00:00:00Z"), None);
        assert_eq!(read_date("2000-01-01 00:00:00"), None);
    }
}
