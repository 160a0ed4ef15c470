//! Lists as one-dimensional arrays: in their binary form, or written where their elements are.

use bytes::BufMut;
use tokio_postgres::types::Type;

use super::bind::{Bound, Refusal};
use super::cell::{base, is_text};
use crate::error::Error;

/// What stands before the elements: how many dimensions, whether there is NULL, of which type, how
/// many, and that they are counted from 1.
const HEAD: usize = 20;

/// The length of NULL.
const NULL: [u8; 4] = [255; 4];

/// An array in the making.
pub(super) struct Array<'t> {
    pub element: &'t Type,
    /// The head, and then each element behind its length.
    out: Vec<u8>,
    pub count: usize,
    has_null: bool,
    /// Some are as a constant would be written, and so all are that are not NULL: they are of one type.
    is_written: bool,
    is_too_long: bool,
    /// Whether the form of an element is its text.
    pub takes_text: bool,
}

impl<'t> Array<'t> {
    pub fn new(element: &'t Type) -> Self {
        let (out, has_null, is_written) = (vec![0; HEAD], false, false);
        let takes_text = is_text(base(element));
        Self { element, out, count: 0, has_null, is_written, is_too_long: false, takes_text }
    }

    /// Adds an element.
    pub fn push(&mut self, value: &Bound<'_>) {
        let Some(bytes) = value.bytes() else {
            self.count += 1;
            self.has_null = true;
            return self.out.extend_from_slice(&NULL);
        };
        self.is_written |= matches!(value, Bound::Written(_));
        self.push_bytes(bytes);
    }

    /// Adds an element of this form.
    #[inline]
    pub fn push_bytes(&mut self, bytes: &[u8]) {
        self.count += 1;
        let len = i32::try_from(bytes.len());
        self.is_too_long |= len.is_err();
        self.out.extend_from_slice(&len.unwrap_or(0).to_be_bytes());
        self.out.extend_from_slice(bytes);
    }

    /// The array.
    pub fn end(mut self) -> Result<Bound<'static>, Error> {
        let count = i32::try_from(self.count).ok().filter(|_| !self.is_too_long);
        if self.is_written && count.is_some() {
            return Ok(Bound::Written(self.written().into()));
        }
        let count = count.ok_or_else(|| Error::bind("the list is longer than PostgreSQL takes"))?;
        let mut head = Vec::with_capacity(HEAD);
        head.put_i32(i32::from(count > 0));
        head.put_i32(i32::from(self.has_null));
        head.put_u32(self.element.oid());
        head.put_i32(count);
        head.put_i32(1);
        self.out[..HEAD].copy_from_slice(&head);
        if count == 0 {
            // Without a dimension there is no count.
            self.out.truncate(HEAD - 8);
        }
        Ok(Bound::Made(self.out))
    }

    /// `{"1.5",NULL}`
    pub fn written(&self) -> String {
        let mut out = String::from("{");
        for element in self.elements() {
            out.push_str(if out.len() > 1 { "," } else { "" });
            let Some(bytes) = element.bytes() else {
                out.push_str("NULL");
                continue;
            };
            quoted(&mut out, bytes);
        }
        out.push('}');
        out
    }

    /// The elements in binary form, as parts of a value of this kind. Refused where one is as a constant
    /// would be written, or too long for the length before it.
    pub fn binary(&self, kind: &'static str) -> Result<Elements<'_>, Refusal> {
        match (self.is_too_long, self.is_written) {
            (true, _) => Err(Refusal::Other("a part of it is longer than PostgreSQL takes".into())),
            (_, true) => Err(Refusal::Kind(kind)),
            _ => Ok(self.elements()),
        }
    }

    /// The elements, each with its length before it.
    fn elements(&self) -> Elements<'_> {
        Elements(&self.out[HEAD..])
    }

    /// How many bytes they are.
    pub fn size(&self) -> usize {
        self.out.len() - HEAD
    }
}

pub(super) struct Elements<'a>(&'a [u8]);

/// An element behind its length, which is -1 for NULL.
pub(super) struct Element<'a>(pub &'a [u8]);

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let len = self.0.first_chunk().map(|len| i32::from_be_bytes(*len))?;
        let (element, rest) = self.0.split_at_checked(4 + usize::try_from(len).unwrap_or(0))?;
        self.0 = rest;
        Some(Element(element))
    }
}

impl Element<'_> {
    /// Its bytes; `None` is NULL.
    fn bytes(&self) -> Option<&[u8]> {
        let (len, bytes) = self.0.split_at_checked(4)?;
        (len != NULL).then_some(bytes)
    }
}

/// `"a\"b"`
pub(super) fn quoted(out: &mut String, bytes: &[u8]) {
    out.push('"');
    for c in String::from_utf8_lossy(bytes).chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// The type of arrays of a type, or of the one that it restricts; `None` for those of which a
/// connection does not know it without asking.
pub(super) fn of(element: &Type) -> Option<Type> {
    Some(match *base(element) {
        Type::BOOL => Type::BOOL_ARRAY,
        Type::INT2 => Type::INT2_ARRAY,
        Type::INT4 => Type::INT4_ARRAY,
        Type::INT8 => Type::INT8_ARRAY,
        Type::FLOAT4 => Type::FLOAT4_ARRAY,
        Type::FLOAT8 => Type::FLOAT8_ARRAY,
        Type::NUMERIC => Type::NUMERIC_ARRAY,
        Type::TEXT => Type::TEXT_ARRAY,
        Type::VARCHAR => Type::VARCHAR_ARRAY,
        Type::BPCHAR => Type::BPCHAR_ARRAY,
        Type::BYTEA => Type::BYTEA_ARRAY,
        Type::UUID => Type::UUID_ARRAY,
        Type::DATE => Type::DATE_ARRAY,
        Type::TIME => Type::TIME_ARRAY,
        Type::TIMESTAMP => Type::TIMESTAMP_ARRAY,
        Type::TIMESTAMPTZ => Type::TIMESTAMPTZ_ARRAY,
        Type::INTERVAL => Type::INTERVAL_ARRAY,
        Type::JSON => Type::JSON_ARRAY,
        Type::JSONB => Type::JSONB_ARRAY,
        Type::INET => Type::INET_ARRAY,
        Type::CIDR => Type::CIDR_ARRAY,
        Type::MACADDR => Type::MACADDR_ARRAY,
        Type::INT4_RANGE => Type::INT4_RANGE_ARRAY,
        Type::INT8_RANGE => Type::INT8_RANGE_ARRAY,
        Type::NUM_RANGE => Type::NUM_RANGE_ARRAY,
        Type::TS_RANGE => Type::TS_RANGE_ARRAY,
        Type::TSTZ_RANGE => Type::TSTZ_RANGE_ARRAY,
        Type::DATE_RANGE => Type::DATE_RANGE_ARRAY,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_written_with_its_quotes() {
        let mut array = Array::new(&Type::INET);
        let written = |text: &'static str| Bound::Written(text.into());
        for value in [written("1.5"), Bound::Null, written("a\"b\\c, {}"), written("")] {
            array.push(&value);
        }
        assert_eq!(array.written(), r#"{"1.5",NULL,"a\"b\\c, {}",""}"#);
    }

    #[test]
    fn an_array_counts_its_elements() {
        let bytes = |array: Array<'_>| array.end().ok().and_then(|b| b.bytes().map(<[u8]>::to_vec));
        assert_eq!(bytes(Array::new(&Type::INT2)), Some(vec![0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 21]));
        let mut array = Array::new(&Type::INT2);
        array.push(&Bound::Null);
        array.push(&Bound::Made(vec![0, 7]));
        let expected = [
            [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 21, 0, 0, 0, 2, 0, 0, 0, 1].as_slice(),
            &[255, 255, 255, 255, 0, 0, 0, 2, 0, 7],
        ];
        assert_eq!(bytes(array), Some(expected.concat()));
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let array =
            |is_too_long, is_written| Array { is_too_long, is_written, ..Array::new(&Type::TEXT) };
        for is_written in [false, true] {
            assert!(matches!(array(true, is_written).binary("a range"), Err(Refusal::Other(_))));
            assert!(array(true, is_written).end().is_err());
            assert!(array(false, is_written).end().is_ok());
        }
        assert!(matches!(array(false, true).binary("a range"), Err(Refusal::Kind("a range"))));
        assert!(array(false, false).binary("a range").is_ok());
    }
}
