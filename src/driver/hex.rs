//! Bytes as hexadecimal digits.

/// Two digits for each byte.
pub(crate) fn write(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

/// The bytes of such digits, large or small.
#[cfg(any(feature = "sqlite", feature = "mysql"))]
pub(super) fn read(digits: &str) -> Option<Vec<u8>> {
    // A hexadecimal digit is below 16.
    let half = |digit: u8| char::from(digit).to_digit(16).map(|half| half as u8);
    let (pairs, []) = digits.as_bytes().as_chunks() else { return None };
    pairs.iter().map(|[high, low]| Some(half(*high)? << 4 | half(*low)?)).collect()
}

#[cfg(test)]
mod tests {
    #[cfg(any(feature = "sqlite", feature = "mysql"))]
    #[test]
    fn digits_are_read() {
        assert_eq!(super::read("00091AfF"), Some(vec![0, 9, 0x1a, 0xff]));
        assert_eq!(super::read(""), Some(vec![]));
        assert_eq!(super::read("0"), None);
        assert_eq!(super::read("+f"), None);
    }

    #[test]
    fn a_byte_is_two_digits() {
        assert_eq!(super::write(&[0, 9, 0x1a, 0xff]), "00091aff");
        assert_eq!(super::write(&[]), "");
    }
}
