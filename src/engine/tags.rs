//! Comments at the end of statements that say where they come from, as sqlcommenter writes them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// Keys and values, and the comment that they make.
#[derive(Clone, Debug, Default)]
pub(super) struct Tags {
    map: BTreeMap<String, String>,
    comment: Option<Arc<str>>,
}

impl Tags {
    /// Adds a key, or gives it another value.
    pub fn set(&mut self, key: &str, value: &str) {
        self.map.insert(key.to_owned(), value.to_owned());
        let mut comment = String::new();
        for (key, value) in &self.map {
            comment.push_str(if comment.is_empty() { " /*" } else { "," });
            encode(&mut comment, key);
            comment.push_str("='");
            encode(&mut comment, value);
            comment.push('\'');
        }
        comment.push_str("*/");
        self.comment = Some(comment.into());
    }

    /// The comment, with a space before it.
    #[inline]
    pub fn comment(&self) -> Option<Arc<str>> {
        self.comment.clone()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.comment.is_none()
    }
}

/// Whatever could end the comment or the constant becomes `%` and digits.
fn encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            // Writing to a text does not fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_leaves_the_comment() {
        let mut tags = Tags::default();
        tags.set("route", "/users/*/'; DROP TABLE users; --");
        tags.set("app", "ä");
        let comment = tags.comment().expect("it has tags");
        assert_eq!(
            &*comment,
            " /*app='%C3%A4',route='%2Fusers%2F%2A%2F%27%3B%20DROP%20TABLE%20users%3B%20--'*/"
        );
    }
}
