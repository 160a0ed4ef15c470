//! What the URLs of all databases have in common.

use crate::error::Error;

/// A part of a URL with its `%20`s replaced.
pub(super) fn decode(path: &str) -> Result<String, Error> {
    if !path.contains('%') {
        return Ok(path.to_owned());
    }
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digits = path.get(at..at + 2);
        match digits.filter(|d| !d.contains('+')).and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) => out.push(byte),
            None => return Err(Error::url("a `%` in the URL needs two hexadecimal digits")),
        }
        at += 2;
    }
    String::from_utf8(out).map_err(|_| Error::url("a part of the URL is not valid UTF-8"))
}

/// A parameter that has a value it does not take.
pub(super) fn unknown_value(key: &str, value: &str, known: &str) -> Error {
    Error::url(format!("`{key}={value}` in the URL: `{key}` takes {known}"))
}
