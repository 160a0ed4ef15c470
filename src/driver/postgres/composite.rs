//! Composite values: how many fields, then the type, the length and the bytes of each.

use bytes::BufMut;
use tokio_postgres::types::Field;

use super::array::{Array, quoted};
use super::bind::Bound;
use super::elements;
use crate::types::Mismatch;

/// A value of these fields, each of which is an array of one; `None` where one is as a constant would be
/// written.
pub(super) fn write<'q>(fields: &[Array<'_>]) -> Option<Bound<'q>> {
    let mut out = Vec::new();
    out.put_u32(u32::try_from(fields.len()).ok()?);
    for field in fields {
        out.put_u32(field.element.oid());
        field.elements().for_each(|value| out.put_slice(value.0));
    }
    fields.iter().all(Array::is_binary).then_some(Bound::Made(out))
}

/// The bytes of each field, `None` for NULL.
pub(super) fn read<'r>(
    fields: &[Field],
    bytes: &'r [u8],
    mut each: impl FnMut(usize, Option<&'r [u8]>),
) -> Result<(), Mismatch> {
    let torn = || Mismatch::other("the composite value ends before its last field");
    let mut rest = bytes.get(4..).ok_or_else(torn)?;
    for at in 0..fields.len() {
        // What stands before a field is its type, which is known.
        let mut field = elements::parts(1, rest.get(4..).ok_or_else(torn)?);
        each(at, field.next().transpose()?.flatten());
        rest = field.rest();
    }
    Ok(())
}

/// `("a",,"b")`
pub(super) fn written(fields: &[Bound<'_>]) -> String {
    let mut out = String::from("(");
    for (at, field) in fields.iter().enumerate() {
        out.push_str(if at > 0 { "," } else { "" });
        if let Some(bytes) = field.bytes() {
            quoted(&mut out, bytes);
        }
    }
    out.push(')');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_written_in_quotes() {
        let written_as = |text: &'static str| Bound::Written(text.into());
        let fields = [written_as("a\"b\\"), Bound::Null, written_as("")];
        assert_eq!(written(&fields), r#"("a\"b\\",,"")"#);
    }

    #[test]
    fn a_torn_value_is_an_error() {
        let fields = [Field::new("a".to_owned(), tokio_postgres::types::Type::INT4)];
        let read = |bytes: &[u8]| {
            let mut found = None;
            read(&fields, bytes, |_, bytes| found = bytes.map(<[u8]>::to_vec)).map(|()| found)
        };
        let whole = [0, 0, 0, 1, 0, 0, 0, 23, 0, 0, 0, 1, 7];
        assert_eq!(read(&whole).ok(), Some(Some(vec![7])));
        for len in 0..whole.len() {
            assert!(read(&whole[..len]).is_err(), "{len}");
        }
    }
}
