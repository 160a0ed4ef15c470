//! Ranges: a byte that says which bounds there are, then each bound with its length.

use std::ops::Bound;

use bytes::BufMut;

use super::array::Array;
use super::bind::{Bound as Value, Refusal};
use crate::types::Range;

const EMPTY: u8 = 0x01;
const LOWER: Flags = Flags { included: 0x02, unbounded: 0x08 };
const UPPER: Flags = Flags { included: 0x04, unbounded: 0x10 };

/// What is said of a bound.
struct Flags {
    included: u8,
    unbounded: u8,
}

impl Flags {
    fn write(&self, bound: Bound<()>) -> u8 {
        match bound {
            Bound::Included(()) => self.included,
            Bound::Excluded(()) => 0,
            Bound::Unbounded => self.unbounded,
        }
    }

    fn read(&self, flags: u8) -> Bound<()> {
        match flags {
            _ if flags & self.unbounded != 0 => Bound::Unbounded,
            _ if flags & self.included != 0 => Bound::Included(()),
            _ => Bound::Excluded(()),
        }
    }
}

/// A range with these bounds.
pub(super) fn write<'q>(shape: Range<()>, ends: &Array<'_>) -> Result<Value<'q>, Refusal> {
    let flags = match shape {
        Range::Empty => EMPTY,
        Range::Between(lower, upper) => LOWER.write(lower) | UPPER.write(upper),
    };
    let mut out = Vec::with_capacity(1 + ends.size());
    out.put_u8(flags);
    ends.binary("a range")?.for_each(|end| out.put_slice(end.0));
    Ok(Value::Made(out))
}

/// Which bounds a range has.
pub(super) fn shape(flags: u8) -> Range<()> {
    match flags & EMPTY {
        0 => Range::Between(LOWER.read(flags), UPPER.read(flags)),
        _ => Range::Empty,
    }
}

/// `["1","5")`
pub(super) fn written<'w>(shape: Range<()>, mut ends: impl Iterator<Item = &'w str>) -> String {
    let Range::Between(lower, upper) = shape else { return "empty".to_owned() };
    let mut end = |bound| match bound {
        Bound::Unbounded => String::new(),
        Bound::Included(()) | Bound::Excluded(()) => {
            format!("\"{}\"", ends.next().unwrap_or_default())
        }
    };
    let open = if lower == Bound::Included(()) { '[' } else { '(' };
    let close = if upper == Bound::Included(()) { ']' } else { ')' };
    format!("{open}{},{}{close}", end(lower), end(upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_shapes_come_back() {
        let bounds = [Bound::Included(()), Bound::Excluded(()), Bound::Unbounded];
        let all = bounds.into_iter().flat_map(|lower| bounds.map(|upper| (lower, upper)));
        for (lower, upper) in all {
            assert_eq!(
                shape(LOWER.write(lower) | UPPER.write(upper)),
                Range::Between(lower, upper)
            );
        }
        assert_eq!(shape(EMPTY), Range::Empty);
    }

    #[test]
    fn ranges_are_written_with_their_bounds() {
        let text = |range: Range<()>| written(range, ["1", "5"].into_iter());
        assert_eq!(text(Range::from(()..())), "[\"1\",\"5\")");
        assert_eq!(text(Range::from(..=())), "(,\"1\"]");
        assert_eq!(text(Range::Empty), "empty");
    }
}
