//! Bytes as hexadecimal digits.

/// Two digits for each byte.
pub(crate) fn write(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(DIGITS[usize::from(half)])).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_byte_is_two_digits() {
        assert_eq!(super::write(&[0, 9, 0x1a, 0xff]), "00091aff");
        assert_eq!(super::write(&[]), "");
    }
}
