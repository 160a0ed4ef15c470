//! Ranges: `INT4RANGE`, `TSTZRANGE` and their like, which PostgreSQL has.

use std::ops::{self, Bound};

use super::array::Item;
use super::family::{CastableTo, ComparableTo};
use super::{Cell, Kind, Mismatch, Sink, SqlType, ToSql, Values};

/// The feature of columns that hold ranges.
pub enum Ranges {}

/// The values from one bound to another: `Range::from(1..5)`, or bounds of any kind.
///
/// PostgreSQL keeps ranges of whole numbers and of days as `[a, b)`, whatever the bounds were, and a range
/// without a value as empty. So `1..=4` is read as `1..5`, and `1..1` as [`Range::Empty`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Range<T> {
    /// None at all.
    Empty,
    /// Those between two bounds, of which the first is not above the second.
    Between(Bound<T>, Bound<T>),
}

impl<T> Range<T> {
    /// All values.
    pub const ALL: Self = Self::Between(Bound::Unbounded, Bound::Unbounded);

    /// The range of references to the bounds.
    pub fn as_ref(&self) -> Range<&T> {
        match self {
            Self::Empty => Range::Empty,
            Self::Between(lower, upper) => Range::Between(lower.as_ref(), upper.as_ref()),
        }
    }

    /// The bounds that are there.
    pub(crate) fn into_ends(self) -> impl Iterator<Item = T> {
        let end = |bound| match bound {
            Bound::Included(end) | Bound::Excluded(end) => Some(end),
            Bound::Unbounded => None,
        };
        let (lower, upper) = match self {
            Self::Empty => (Bound::Unbounded, Bound::Unbounded),
            Self::Between(lower, upper) => (lower, upper),
        };
        end(lower).into_iter().chain(end(upper))
    }

    /// What it is, but for the values of its bounds.
    pub fn shape(&self) -> Range<()> {
        let shape = |bound: &Bound<T>| bound.as_ref().map(|_| ());
        match self {
            Self::Empty => Range::Empty,
            Self::Between(lower, upper) => Range::Between(shape(lower), shape(upper)),
        }
    }
}

impl Range<()> {
    /// The range of this shape, whose bounds are given one after the other.
    pub fn fill<T, E>(self, mut next: impl FnMut() -> Result<T, E>) -> Result<Range<T>, E> {
        let mut fill = |bound| {
            Ok(match bound {
                Bound::Included(()) => Bound::Included(next()?),
                Bound::Excluded(()) => Bound::Excluded(next()?),
                Bound::Unbounded => Bound::Unbounded,
            })
        };
        Ok(match self {
            Self::Empty => Range::Empty,
            Self::Between(lower, upper) => Range::Between(fill(lower)?, fill(upper)?),
        })
    }
}

macro_rules! from {
    ($($range:ident)*) => {$(
        impl<T: Clone> From<ops::$range<T>> for Range<T> {
            fn from(range: ops::$range<T>) -> Self {
                use ops::RangeBounds;
                Self::Between(range.start_bound().cloned(), range.end_bound().cloned())
            }
        }
    )*};
}

from!(Range RangeInclusive RangeFrom RangeTo RangeToInclusive);

/// A type of which PostgreSQL has ranges.
#[diagnostic::on_unimplemented(
    message = "there are no ranges of `{Self}`",
    label = "a range is of `i32`, `i64`, `Decimal`, days or dates and times"
)]
pub trait RangeItem: Item + Clone {
    /// The kind of a range of them.
    const RANGE: Kind = Kind::Range(&Self::KIND);
}

macro_rules! items {
    ($($type:ty)*) => {$( impl RangeItem for $type {} )*};
}

items!(i32 i64);
#[cfg(feature = "chrono")]
items!(chrono::DateTime<chrono::Utc> chrono::NaiveDateTime chrono::NaiveDate);
#[cfg(feature = "jiff")]
items!(jiff::Timestamp jiff::civil::DateTime jiff::civil::Date);
#[cfg(feature = "rust_decimal")]
items!(rust_decimal::Decimal);
#[cfg(feature = "time")]
items!(time::OffsetDateTime time::PrimitiveDateTime time::Date);

/// A range, whatever it is of.
#[diagnostic::on_unimplemented(message = "`{Self}` is no range", label = "a range is needed")]
pub trait RangeType: SqlType {
    /// What its values are.
    type Item: RangeItem;
}

impl<T: RangeItem> RangeType for Range<T> {
    type Item = T;
}

impl<T: RangeItem> SqlType for Range<T> {
    const KIND: Kind = T::RANGE;
    type Ref<'r> = Self;
    type Stored = Self;
    type Needs = Ranges;

    fn decode<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        cell.range(T::decode)
    }

    fn decode_ref<'r, C: Cell<'r>>(cell: C) -> Result<Self, Mismatch> {
        Self::decode(cell)
    }
}

impl<T: RangeItem> ToSql for Range<T> {
    fn to_sql<'a>(&'a self, sink: &mut dyn Sink<'a>) {
        sink.range(&T::KIND, self.shape(), self);
    }
}

/// Its bounds.
impl<T: RangeItem> Values for Range<T> {
    fn kind(&self) -> Kind {
        T::KIND
    }

    fn len(&self) -> usize {
        self.as_ref().into_ends().count()
    }

    fn element<'a>(&'a self, index: usize, sink: &mut dyn Sink<'a>) {
        if let Some(end) = self.as_ref().into_ends().nth(index) {
            end.to_sql(sink);
        }
    }
}

impl<T: RangeItem> Item for Range<T> {}
impl<T: RangeItem> ComparableTo<Range<T>> for Range<T> {}
impl<T: RangeItem> CastableTo<Range<T>> for Range<T> {
    type Needs = Ranges;
}
impl<T: RangeItem> CastableTo<String> for Range<T> {
    type Needs = Ranges;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_filled_with_its_bounds() {
        let half = Range::from(1..);
        assert_eq!(half, Range::Between(Bound::Included(1), Bound::Unbounded));
        let mut bounds = [7, 8].into_iter();
        let filled = Range::from(1..=5).shape().fill(|| bounds.next().ok_or(()));
        assert_eq!(filled, Ok(Range::from(7..=8)));
        assert_eq!(Range::from(..5).shape().fill(|| Err::<i32, _>("no bound")), Err("no bound"));
        assert_eq!(Range::<i32>::Empty.len() + Range::<i32>::ALL.len(), 0);
    }
}
