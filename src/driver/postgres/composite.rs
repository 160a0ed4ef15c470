//! Composite values: how many fields, then the type, the length and the bytes of each.

use bytes::BufMut;
use tokio_postgres::types::Field;

use super::array::{Array, quoted};
use super::bind::{Bound, Refusal};
use super::elements;
use crate::types::Mismatch;
use crate::types::named::CompositeType;

/// A value of these fields, each of which is an array of one.
pub(super) fn write<'q>(fields: &[Array<'_>]) -> Result<Bound<'q>, Refusal> {
    let mut out = Vec::new();
    out.put_u32(u32::try_from(fields.len()).map_err(|_| Refusal::Range)?);
    for field in fields {
        out.put_u32(field.element.oid());
        field.binary("a composite value")?.for_each(|value| out.put_slice(value.0));
    }
    Ok(Bound::Made(out))
}

/// The server's fields are those of the program, by name and in their order: where two have one type, nothing
/// else tells them apart.
pub(super) fn same_fields(has: &[Field], of: &CompositeType) -> Result<(), String> {
    let names = || of.fields.iter().map(|(name, _)| *name);
    match has.iter().map(Field::name).eq(names()) {
        true => Ok(()),
        false => Err(other_fields(has, of)),
    }
}

#[cold]
fn other_fields(has: &[Field], of: &CompositeType) -> String {
    let list = |names: Vec<&str>| names.join("`, `");
    let found = list(has.iter().map(Field::name).collect());
    let expected = list(of.fields.iter().map(|(name, _)| *name).collect());
    format!("type `{}` has the fields `{found}`, and not `{expected}`", of.name)
}

/// The bytes of each field, `None` for NULL. A connection asks once for the fields of a type, and the type may be
/// altered after that.
pub(super) fn read<'r>(
    fields: &[Field],
    bytes: &'r [u8],
    mut each: impl FnMut(usize, Option<&'r [u8]>),
) -> Result<(), Mismatch> {
    let torn = || Mismatch::other("the composite value ends before its last field");
    let mut rest = bytes;
    let count = elements::int(&mut rest).ok_or_else(torn)?;
    if usize::try_from(count) != Ok(fields.len()) {
        return Err(changed());
    }
    for (at, field) in fields.iter().enumerate() {
        let of = elements::int(&mut rest).ok_or_else(torn)?;
        if of.cast_unsigned() != field.type_().oid() {
            return Err(changed());
        }
        let mut value = elements::parts(1, rest);
        each(at, value.next().transpose()?.flatten());
        rest = value.rest();
    }
    Ok(())
}

#[cold]
fn changed() -> Mismatch {
    Mismatch::other(
        "the composite type has changed since the connection asked for its fields: connect anew",
    )
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
    use tokio_postgres::types::Type;

    use super::*;
    use crate::types::Kind;

    #[test]
    fn fields_are_written_in_quotes() {
        let written_as = |text: &'static str| Bound::Written(text.into());
        let fields = [written_as("a\"b\\"), Bound::Null, written_as("")];
        assert_eq!(written(&fields), r#"("a\"b\\",,"")"#);
    }

    #[test]
    fn fields_are_known_by_their_names() {
        const OF: CompositeType = CompositeType {
            name: "spot",
            quoted: "\"spot\"",
            array: "\"spot\"[]",
            fields: &[("x", Kind::Int32), ("y", Kind::Int32)],
        };
        let has = |names: &[&str]| {
            let fields = names.iter().map(|name| Field::new((*name).to_owned(), Type::INT4));
            same_fields(&fields.collect::<Vec<_>>(), &OF)
        };
        assert_eq!(has(&["x", "y"]), Ok(()));
        assert_eq!(
            has(&["y", "x"]),
            Err("type `spot` has the fields `y`, `x`, and not `x`, `y`".to_owned())
        );
        assert!(has(&["x"]).is_err() && has(&["x", "y", "z"]).is_err());
    }

    #[test]
    fn a_torn_value_is_an_error() {
        let fields = [Field::new("a".to_owned(), Type::INT4)];
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

    #[test]
    fn a_value_of_other_fields_is_an_error() {
        let fields =
            [Field::new("a".to_owned(), Type::INT4), Field::new("b".to_owned(), Type::INT4)];
        let read = |words: &[i32]| {
            let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
            read(&fields, &bytes, |_, _| ()).map_err(|error| error.to_string())
        };
        assert_eq!(read(&[2, 23, 4, 7, 23, -1]), Ok(()));
        for other in [
            &[1, 23, 4, 7][..],
            &[3, 23, 4, 7, 23, -1, 23, -1],
            &[2, 23, 4, 7, 25, -1],
            &[2, 20, -1, 23, -1],
            &[-1],
        ] {
            assert_eq!(
                read(other),
                Err("the composite type has changed since the connection asked for its fields: \
                     connect anew"
                    .to_owned())
            );
        }
    }
}
