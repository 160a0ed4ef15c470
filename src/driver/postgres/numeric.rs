//! NUMERIC in its binary form: groups of four decimal digits.

use std::fmt::Write;

use crate::driver::decimal::scaled;

/// The values of a group are below.
const BASE: u128 = 10_000;
const NEGATIVE: u16 = 0x4000;
const NAN: u16 = 0xc000;
const INFINITE: u16 = 0xd000;
const NEGATIVE_INFINITE: u16 = 0xf000;

/// `coefficient / 10^scale` in its binary form.
pub(super) fn write(coefficient: i128, scale: u32) -> Vec<u8> {
    // The point stands between two groups. 96 bits have room for three more digits.
    let padding = scale.wrapping_neg() % 4;
    let mut rest = coefficient.unsigned_abs() * 10_u128.pow(padding);
    let mut groups = [0; 10];
    let mut count: u16 = 0;
    for group in &mut groups {
        if rest == 0 {
            break;
        }
        // The remainder is below 10,000.
        *group = (rest % BASE) as u16;
        rest /= BASE;
        count += 1;
    }
    let fraction = (scale + padding) / 4;
    // The weight of the first group is signed; both counts are below 20.
    let weight = (i32::from(count) - 1 - fraction as i32) as u16;
    let sign = if coefficient < 0 { NEGATIVE } else { 0 };
    let head = [count, weight, sign, scale as u16];
    let groups = groups[..usize::from(count)].iter().rev();
    head.iter().chain(groups).flat_map(|word| word.to_be_bytes()).collect()
}

/// Reads a coefficient and how many of its digits are a fraction; `None` if there is no such number, or it
/// is too long.
pub(super) fn read_exact(bytes: &[u8]) -> Option<(i128, u32)> {
    let mut words = bytes.chunks_exact(2).map(|word| u16::from_be_bytes([word[0], word[1]]));
    let count = i32::from(words.next()?);
    let weight = i32::from(words.next()? as i16);
    let sign = words.next().filter(|sign| matches!(*sign, 0 | NEGATIVE))?;
    let shown = u32::from(words.next()?);
    let mut coefficient: i128 = 0;
    for _ in 0..count {
        let group = words.next().filter(|group| *group < 10_000)?;
        coefficient = coefficient.checked_mul(10_000)?.checked_add(group.into())?;
    }
    let mut exponent = 4 * (weight + 1 - count);
    // A group may end in zeros that are not there.
    while exponent < 0 && coefficient % 10 == 0 {
        coefficient /= 10;
        exponent += 1;
    }
    while exponent > 0 && coefficient != 0 {
        coefficient = coefficient.checked_mul(10)?;
        exponent -= 1;
    }
    let coefficient = if sign == NEGATIVE { -coefficient } else { coefficient };
    let scale = if coefficient == 0 { 0 } else { exponent.min(0).unsigned_abs() };
    Some(scaled(coefficient, scale, shown))
}

/// Reads a number as the nearest floating point number; `None` if the bytes are none.
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
    fn decimal_numbers_are_written_and_read() {
        const MOST: i128 = (1 << 96) - 1;
        for coefficient in [0, 1, -1, 9, 10_000, 12_345_678, -99_990_000, MOST, -MOST] {
            for scale in 0..=28 {
                let bytes = write(coefficient, scale);
                assert_eq!(read_exact(&bytes), Some((coefficient, scale)), "{coefficient} {scale}");
            }
        }
        let exact = |words: &[u16]| {
            read_exact(&words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<_>>())
        };
        assert_eq!(exact(&[1, 2, 0, 0, 5]), Some((500_000_000, 0)));
        assert_eq!(exact(&[1, 2, 0, 2, 5]), Some((50_000_000_000, 2)));
        assert_eq!(exact(&[0, 0, NAN, 0]), None);
        assert_eq!(exact(&[0, 0, INFINITE, 0]), None);
        assert_eq!(exact(&[1, 40, 0, 0, 5]), None);
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
