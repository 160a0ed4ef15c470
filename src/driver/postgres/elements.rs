//! Arrays as PostgreSQL sends them: how many dimensions, whether there are NULLs, the type of the
//! elements, the length and first index of each dimension, then each element with its length.

use crate::types::Mismatch;

/// The elements of an array, `None` for NULL.
pub(super) fn elements(bytes: &[u8]) -> Result<Elements<'_>, Mismatch> {
    let mut rest = bytes;
    let header = [int(&mut rest), int(&mut rest), int(&mut rest)];
    match header {
        [Some(0), Some(_), Some(_)] => Ok(Elements { left: 0, rest }),
        [Some(1), Some(_), Some(_)] => match (int(&mut rest), int(&mut rest)) {
            (Some(left), Some(_)) => Ok(Elements { left, rest }),
            _ => Err(torn()),
        },
        [Some(dimensions), Some(_), Some(_)] => Err(Mismatch::other(format!(
            "expected an array of one dimension, found one of {dimensions}"
        ))),
        _ => Err(torn()),
    }
}

/// So many values, each with its length.
pub(super) fn parts(left: i32, rest: &[u8]) -> Elements<'_> {
    Elements { left, rest }
}

/// What is left of the elements.
pub(super) struct Elements<'r> {
    left: i32,
    rest: &'r [u8],
}

impl<'r> Elements<'r> {
    /// What stands behind those that were taken.
    pub fn rest(&self) -> &'r [u8] {
        self.rest
    }
}

impl<'r> Iterator for Elements<'r> {
    type Item = Result<Option<&'r [u8]>, Mismatch>;

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1).filter(|left| *left >= 0)?;
        let Some(length) = int(&mut self.rest) else { return Some(Err(torn())) };
        // NULL has the length -1.
        let Ok(length) = usize::try_from(length) else { return Some(Ok(None)) };
        let Some((element, rest)) = self.rest.split_at_checked(length) else {
            return Some(Err(torn()));
        };
        self.rest = rest;
        Some(Ok(Some(element)))
    }
}

/// The next four bytes.
pub(super) fn int(bytes: &mut &[u8]) -> Option<i32> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(i32::from_be_bytes(*first))
}

#[cold]
fn torn() -> Mismatch {
    Mismatch::other("the array ends before its last element")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[i32]) -> Result<Vec<Option<Vec<u8>>>, String> {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_be_bytes()).collect();
        let read = elements(&bytes).and_then(|all| {
            all.map(|element| element.map(|bytes| bytes.map(<[u8]>::to_vec))).collect()
        });
        read.map_err(|error| error.to_string())
    }

    #[test]
    fn elements_are_cut_out_of_their_array() {
        assert_eq!(read(&[0, 0, 23]), Ok(vec![]));
        let two = read(&[1, 1, 23, 2, 1, 4, 7, -1]);
        assert_eq!(two, Ok(vec![Some(vec![0, 0, 0, 7]), None]));
        for torn in [&[1, 0][..], &[1, 0, 23, 1], &[1, 0, 23, 1, 1], &[1, 0, 23, 1, 1, 8, 7]] {
            assert_eq!(read(torn), Err("the array ends before its last element".to_owned()));
        }
        assert_eq!(
            read(&[2, 0, 23, 1, 1, 1, 1, 4, 7]),
            Err("expected an array of one dimension, found one of 2".to_owned())
        );
    }
}
