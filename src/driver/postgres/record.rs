//! Records of no type of their own: how many fields, then the type, the length and the bytes of each.

use std::sync::LazyLock;

use tokio_postgres::types::Type;

use super::cell::Field;
use super::elements;
use crate::types::{Mismatch, Row};

/// A row out of several ones that are one value.
#[derive(Clone, Copy)]
pub(super) struct RecordRow<'f, 'r>(pub &'f [Field<'r>]);

impl<'r> Row<'r> for RecordRow<'_, 'r> {
    type Cell = Field<'r>;

    fn cell(self, index: usize) -> Field<'r> {
        self.0.get(index).copied().unwrap_or(Field { of: &Type::UNKNOWN, bytes: None })
    }
}

/// The fields of a record, of which there are so many.
pub(super) fn read<'r>(
    bytes: &'r [u8],
    width: usize,
    mut each: impl FnMut(usize, Field<'r>),
) -> Result<(), Mismatch> {
    let torn = || Mismatch::other("the record ends before its last field");
    let mut rest = bytes;
    let count = elements::int(&mut rest).ok_or_else(torn)?;
    if usize::try_from(count) != Ok(width) {
        return Err(Mismatch::other(format!("expected {width} fields, found {count}")));
    }
    for at in 0..width {
        let of = elements::int(&mut rest).ok_or_else(torn)?.cast_unsigned();
        let mut value = elements::parts(1, rest);
        let bytes = value.next().transpose()?.flatten();
        rest = value.rest();
        each(at, Field { of: type_of(of, bytes), bytes });
    }
    Ok(())
}

/// The types that PostgreSQL has of its own, by their numbers.
static OWN: LazyLock<Vec<Option<Type>>> = LazyLock::new(|| (0..MOST).map(Type::from_oid).collect());
/// There are none from here on.
const MOST: u32 = 8192;

/// The type of a number. Of others a record has the number alone: of enums and of what is like text the form is the text,
/// in which there is no NUL. Nothing reads what is left.
fn type_of(number: u32, bytes: Option<&[u8]>) -> &'static Type {
    let own = usize::try_from(number).ok().and_then(|number| OWN.get(number)?.as_ref());
    let is_text = bytes.is_none_or(|bytes| !bytes.contains(&0));
    own.unwrap_or(if is_text { &Type::UNKNOWN } else { &Type::ANY })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Cell as _;

    #[test]
    fn fields_have_their_types_and_bytes() {
        let words = [3, 23, 4, 7, 25, -1, 99_999, 1].map(i32::to_be_bytes).concat();
        let bytes = [&words[..], b"x"].concat();
        let found = |bytes: &[u8], width| {
            let mut found = Vec::new();
            let each = |_, field: Field<'_>| {
                found.push((field.of.name().to_owned(), field.bytes.map(<[u8]>::to_vec)));
            };
            read(bytes, width, each).map(|()| found)
        };
        let field = |name: &str, bytes: Option<&[u8]>| (name.to_owned(), bytes.map(<[u8]>::to_vec));
        assert_eq!(
            found(&bytes, 3).ok(),
            Some(vec![
                field("int4", Some(&[0, 0, 0, 7])),
                field("text", None),
                field("unknown", Some(b"x"))
            ])
        );
        for end in 0..bytes.len() {
            assert!(found(&bytes[..end], 3).is_err(), "{end}");
        }
        assert!(found(&bytes, 2).is_err() && found(&bytes, 4).is_err());
    }

    #[test]
    fn what_is_no_text_is_not_read_as_one() {
        let field = |bytes| Field { of: type_of(99_999, Some(bytes)), bytes: Some(bytes) };
        assert_eq!(field(b"blue").text().ok(), Some("blue"));
        let seven = field(&[0, 0, 0, 7]);
        assert!(seven.text().is_err() && seven.array(Field::text).is_err());
        assert_eq!(
            seven.integer().unwrap_err().to_string(),
            "expected an integer, found a type of this database, as a domain, which rows that are one value do not tell"
        );
    }
}
