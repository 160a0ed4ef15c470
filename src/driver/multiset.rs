//! Rows that a subquery has made one value of, as JSON: an array of arrays, each of which begins with its number.

use std::borrow::Cow;

use super::hex;
use crate::types::Mismatch;

/// A field of such a row.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'t> {
    Null,
    /// The digits of a number.
    Number(&'t str),
    Text(Cow<'t, str>),
    /// Of an array with their digits in it.
    Bytes(Vec<u8>),
    /// The text of rows.
    Rows(&'t str),
}

/// The rows of a text with so many fields each, in the order of their numbers.
pub(super) fn read<T>(
    text: &str,
    width: usize,
    read: impl Fn(&[Part<'_>]) -> Result<T, Mismatch>,
) -> Result<Vec<T>, Mismatch> {
    let mut json = Json(text);
    let mut rows: Vec<(u64, T)> = Vec::new();
    let mut parts = Vec::with_capacity(width + 1);
    json.expect(b'[')?;
    let mut more = !json.takes(b']');
    while more {
        json.expect(b'[')?;
        parts.clear();
        parts.push(json.part()?);
        while json.takes(b',') {
            parts.push(json.part()?);
        }
        json.expect(b']')?;
        let number = match &parts[..] {
            [Part::Number(number), fields @ ..] if fields.len() == width => number.parse().ok(),
            _ => None,
        };
        rows.push((number.ok_or_else(torn)?, read(&parts[1..])?));
        more = json.takes(b',');
        if !more {
            json.expect(b']')?;
        }
    }
    if !json.0.trim_ascii_end().is_empty() {
        return Err(torn());
    }
    rows.sort_by_key(|(number, _)| *number);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// What is left of a text.
struct Json<'t>(&'t str);

impl<'t> Json<'t> {
    /// The next byte, behind blanks.
    fn next(&mut self) -> Option<u8> {
        self.0 = self.0.trim_ascii_start();
        self.0.bytes().next()
    }

    /// Takes so many bytes.
    fn take(&mut self, count: usize) -> Result<&'t str, Mismatch> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(torn)?;
        self.0 = rest;
        Ok(taken)
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.next() == Some(byte);
        // It is of ASCII, and so a character by itself.
        self.0 = &self.0[usize::from(is_next)..];
        is_next
    }

    fn expect(&mut self, byte: u8) -> Result<(), Mismatch> {
        if self.takes(byte) { Ok(()) } else { Err(torn()) }
    }

    fn part(&mut self) -> Result<Part<'t>, Mismatch> {
        match self.next() {
            Some(b'"') => self.text().map(Part::Text),
            Some(b'[') => self.array(),
            _ => {
                let is_end = |byte: u8| matches!(byte, b',' | b']' | b' ');
                let end = self.0.bytes().position(is_end).ok_or_else(torn)?;
                Ok(match self.take(end)? {
                    "null" => Part::Null,
                    "false" => Part::Number("0"),
                    "true" => Part::Number("1"),
                    digits => Part::Number(digits),
                })
            }
        }
    }

    /// Bytes, or rows.
    fn array(&mut self) -> Result<Part<'t>, Mismatch> {
        let mut inner = Json(self.0);
        inner.expect(b'[')?;
        let part = match inner.next() {
            Some(b'"') => Part::Bytes(hex::read(&inner.text()?).ok_or_else(torn)?),
            Some(b'n') => inner.part()?,
            _ => return self.rows().map(Part::Rows),
        };
        inner.expect(b']')?;
        self.0 = inner.0;
        Ok(part)
    }

    /// An array as it stands there.
    fn rows(&mut self) -> Result<&'t str, Mismatch> {
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        for (at, byte) in self.0.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = !quoted,
                b'[' if !quoted => depth += 1,
                b']' if !quoted => {
                    depth -= 1;
                    if depth == 0 {
                        return self.take(at + 1);
                    }
                }
                _ => {}
            }
        }
        Err(torn())
    }

    fn text(&mut self) -> Result<Cow<'t, str>, Mismatch> {
        self.expect(b'"')?;
        let mut text = Cow::Borrowed("");
        loop {
            let end = self.0.bytes().position(|byte| matches!(byte, b'"' | b'\\'));
            let plain = self.take(end.ok_or_else(torn)?)?;
            match text.is_empty() {
                true => text = Cow::Borrowed(plain),
                false => text.to_mut().push_str(plain),
            }
            if self.takes(b'"') {
                return Ok(text);
            }
            text.to_mut().push(self.escape()?);
        }
    }

    /// The character of `\n` or `\u000a`.
    fn escape(&mut self) -> Result<char, Mismatch> {
        Ok(match self.take(2)? {
            r"\b" => '\u{8}',
            r"\f" => '\u{c}',
            r"\n" => '\n',
            r"\r" => '\r',
            r"\t" => '\t',
            r"\u" => {
                let first = self.unit()?;
                // A character of four bytes is written as two units.
                let is_half = (0xd800..0xdc00).contains(&first);
                let second = match is_half && self.take(2)? == r"\u" {
                    true => Some(self.unit()?),
                    false => None,
                };
                let units = std::iter::once(first).chain(second);
                let read = char::decode_utf16(units).next().and_then(Result::ok);
                read.ok_or_else(torn)?
            }
            other => other.chars().nth(1).ok_or_else(torn)?,
        })
    }

    /// The number of four digits.
    fn unit(&mut self) -> Result<u16, Mismatch> {
        let unit = hex::read(self.take(4)?).and_then(|unit| unit.try_into().ok());
        unit.map(u16::from_be_bytes).ok_or_else(torn)
    }
}

#[cold]
fn torn() -> Mismatch {
    Mismatch::other(
        "the rows that are one value are not whole, as where they are longer than max_allowed_packet: `.selectin()` \
         reads them one by one",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows, each as it is shown.
    fn rows(text: &str, width: usize) -> Result<Vec<String>, String> {
        read(text, width, |parts| Ok(format!("{parts:?}"))).map_err(|error| error.to_string())
    }

    #[test]
    fn fields_are_told_apart() {
        let text = r#"[[1,null,-1.5e3,true,"a",["00fF"],[null],[[0, "]\"["]], []]]"#;
        let parts = r#"[Null, Number("-1.5e3"), Number("1"), Text("a"), Bytes([0, 255]), Null, Rows("[[0, \"]\\\"[\"]]"), Rows("[]")]"#;
        assert_eq!(rows(text, 8), Ok(vec![parts.to_owned()]));
        assert_eq!(rows(" [ ] ", 3), Ok(vec![]));
    }

    #[test]
    fn rows_stand_in_the_order_of_their_numbers() {
        let found = rows(r#"[[2,"b"], [1,"a"] ,[2,"c"],[10,"d"]]"#, 1).map(|rows| rows.concat());
        assert_eq!(found.as_deref(), Ok(r#"[Text("a")][Text("b")][Text("c")][Text("d")]"#));
    }

    #[test]
    fn texts_lose_their_escapes() {
        let read = |text: &'static str| Json(text).text().map_err(|error| error.to_string());
        assert_eq!(
            read(r#""a\"\\\/\b\f\n\r\tz\u0000é\u00e9\uD83D\ude00""#).as_deref(),
            Ok("a\"\\/\u{8}\u{c}\n\r\tz\0éé😀")
        );
        assert!(matches!(read(r#""é ]""#), Ok(Cow::Borrowed("é ]"))));
        for torn in [r#"""#, r#""a"#, r#""\"#, r#""\u12""#, r#""\uD83D""#, r#""\uD83D\u0041""#] {
            assert!(read(torn).is_err(), "{torn}");
        }
    }

    #[test]
    fn what_was_cut_off_is_an_error() {
        let whole = r#"[[0,"a",["00"],[[0,1]]],[0,"b\n",[""],[]]]"#;
        assert!(rows(whole, 3).is_ok());
        for end in 0..whole.len() {
            assert!(rows(&whole[..end], 3).is_err(), "{end}");
        }
        for other in ["[[0]]", "[[0,1,2,3,4]]", r#"[["a",1,2,3]]"#, "[null]", "[[0,1,2,3]] x"] {
            assert!(rows(other, 3).is_err(), "{other}");
        }
    }
}
