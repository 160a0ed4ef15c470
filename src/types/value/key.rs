//! The value of a key, without its Rust type.

use super::Value;

/// The value of a key: of one column or of several.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Of one.
    One(Value),
    /// Of several, in order.
    Many(Box<[Value]>),
}

impl Key {
    /// Its values.
    pub fn values(&self) -> &[Value] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// Whether a part of it is NULL, so that it refers to nothing.
    pub fn has_null(&self) -> bool {
        self.values().iter().any(Value::is_null)
    }
}

impl FromIterator<Value> for Key {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (Some(one), None) => Self::One(one),
            (first, second) => Self::Many(first.into_iter().chain(second).chain(values).collect()),
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::One(value) => value.fmt(f),
            Self::Many(values) => {
                for (i, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", if i > 0 { ", " } else { "(" })?;
                }
                f.write_str(")")
            }
        }
    }
}
