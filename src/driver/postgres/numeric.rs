//! NUMERIC in its binary form: groups of four decimal digits. It is read as the nearest floating point number.

use std::fmt::Write;

const NEGATIVE: u16 = 0x4000;
const NAN: u16 = 0xc000;
const INFINITE: u16 = 0xd000;
const NEGATIVE_INFINITE: u16 = 0xf000;

/// Reads a number; `None` if the bytes are none.
pub(super) fn read(bytes: &[u8]) -> Option<f64> {
    let mut words = bytes.chunks_exact(2).map(|word| u16::from_be_bytes([word[0], word[1]]));
    let count = words.next()?;
    // The weight of the first group is signed.
    let weight = i32::from(words.next()? as i16);
    let sign = words.next()?;
    let _digits_shown = words.next()?;
    match sign {
        NAN => return Some(f64::NAN),
        INFINITE => return Some(f64::INFINITY),
        NEGATIVE_INFINITE => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    let mut text = String::with_capacity(usize::from(count) * 4 + 8);
    text.push_str(if sign == NEGATIVE { "-0" } else { "0" });
    for _ in 0..count {
        let group = words.next().filter(|group| *group < 10_000)?;
        // Writing to a String does not fail.
        let _ = write!(text, "{group:04}");
    }
    // The text is rounded once, where it is read as a whole.
    let _ = write!(text, "e{}", 4 * (weight + 1 - i32::from(count)));
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(words: &[u16]) -> Option<f64> {
        read(&words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<_>>())
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(number(&[0, 0, 0, 0]), Some(0.0));
        assert_eq!(number(&[1, 0, 0, 0, 7]), Some(7.0));
        assert_eq!(number(&[2, 0, NEGATIVE, 2, 12, 3400]), Some(-12.34));
        assert_eq!(number(&[1, 0xffff, 0, 4, 25]), Some(0.0025));
        assert_eq!(number(&[1, 2, 0, 0, 5]), Some(5e8));
        assert_eq!(number(&[0, 0, INFINITE, 0]), Some(f64::INFINITY));
        assert!(number(&[0, 0, NAN, 0]).is_some_and(f64::is_nan));
        assert_eq!(number(&[1, 0, 0, 0]), None);
        assert_eq!(number(&[1, 0, 0, 0, 10_000]), None);
        assert_eq!(read(&[]), None);
    }
}
