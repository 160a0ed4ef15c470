//! Decimal numbers as a coefficient and how many of its digits are a fraction, and as their digits.

/// The most digits of a fraction that are kept where they are zeros.
#[cfg(any(feature = "postgres", feature = "mysql"))]
const SHOWN: u32 = 28;
/// The coefficient of a number of 96 bits is below.
#[cfg(any(feature = "postgres", feature = "mysql"))]
const LIMIT: u128 = 1 << 96;

/// `-12.34`
pub(crate) fn write(coefficient: i128, scale: u32) -> String {
    let digits = coefficient.unsigned_abs().to_string();
    let sign = if coefficient < 0 { "-" } else { "" };
    // No type of ours has more than some dozens.
    let scale = usize::try_from(scale).unwrap_or_default();
    if scale == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    format!("{sign}{whole}.{fraction}")
}

/// Reads digits with a sign and a point; `None` if they are more than a coefficient holds.
#[cfg(feature = "mysql")]
pub(super) fn read(text: &[u8]) -> Option<(i128, u32)> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let point = text.iter().position(|byte| *byte == b'.');
    let fraction = text.len() - point.map_or(text.len(), |point| point + 1);
    let zeros = match point {
        Some(_) => text.iter().rev().take(fraction).take_while(|byte| **byte == b'0').count(),
        None => 0,
    };
    let mut coefficient: i128 = 0;
    for byte in text[..text.len() - zeros].iter().filter(|byte| **byte != b'.') {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        coefficient = coefficient.checked_mul(10)?.checked_add(digit.into())?;
    }
    let scale = u32::try_from(fraction - zeros).ok()?;
    let shown = u32::try_from(fraction).ok()?;
    Some(scaled(if negative { -coefficient } else { coefficient }, scale, shown))
}

/// The same number with as many digits of a fraction as are shown, where 96 bits hold them.
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub(super) fn scaled(mut coefficient: i128, mut scale: u32, shown: u32) -> (i128, u32) {
    while scale < shown.min(SHOWN) && coefficient.unsigned_abs() * 10 < LIMIT {
        coefficient *= 10;
        scale += 1;
    }
    (coefficient, scale)
}

#[cfg(all(test, feature = "mysql"))]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_and_written() {
        for (text, number) in [
            ("0", (0, 0)),
            ("-1", (-1, 0)),
            ("12.34", (1234, 2)),
            ("-0.005", (-5, 3)),
            ("1.10", (110, 2)),
            ("100", (100, 0)),
        ] {
            assert_eq!(read(text.as_bytes()), Some(number), "{text}");
            assert_eq!(write(number.0, number.1), text);
        }
        assert_eq!(read(b"1x"), None);
        assert_eq!(read(b"1e5"), None);
        assert_eq!(read(&[b'9'; 65]), None);
    }

    #[test]
    fn zeros_are_kept_as_long_as_they_fit() {
        let wide = format!("{}.{}", u128::MAX >> 32, "0".repeat(28));
        assert_eq!(read(wide.as_bytes()), Some((i128::MAX >> 31, 0)));
        assert_eq!(read(format!("0.{}", "0".repeat(30)).as_bytes()), Some((0, 28)));
    }
}
