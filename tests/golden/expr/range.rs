//! Ranges: what they contain, their bounds, and how they lie to each other.

use std::ops::Bound;

use relata::prelude::*;
use relata::types::Range;

use crate::blog::*;
use crate::check::check;

table! {
    pub stays {
        #[primary_key] id: i64,
        nights: Range<i32>,
        numbers: Option<Range<i64>>,
        spans: Vec<Range<i32>>,
    }
}

#[test]
fn columns_of_ranges() {
    check(
        select((lower_bound(stays::nights), upper_bound(stays::numbers), isempty(stays::nights)))
            .filter(stays::nights.contains_all(1..5))
            .filter(stays::nights.contained_by(1..=5))
            .filter(stays::nights.overlaps(stays::nights))
            .filter(stays::nights.adjacent_to(5..))
            .filter(stays::nights.contains_value(7))
            .filter(stays::numbers.contains_value(stays::id))
            .filter(stays::nights.in_(stays::spans))
            .filter(stays::numbers.eq(Range::Empty).or(stays::nights.ne(..5))),
    )
    .postgres(
        "SELECT lower(stays.nights), upper(stays.numbers), isempty(stays.nights) FROM stays WHERE \
         stays.nights @> $1 AND stays.nights <@ $2 AND stays.nights && stays.nights AND \
         stays.nights -|- $3 AND stays.nights @> CAST($4 AS INTEGER) AND stays.numbers @> \
         CAST(stays.id AS BIGINT) AND stays.nights = ANY(stays.spans) AND (stays.numbers = $5 OR \
         stays.nights <> $6)",
    )
    .is_not_run();
}

#[tokio::test]
async fn values_that_are_ranges() {
    let some = || value(Range::from(1..5_i64));
    let none = || value(Range::<i32>::Between(Bound::Excluded(1), Bound::Unbounded));
    check(
        from(users::table)
            .filter(users::id.eq(1))
            .filter(some().contains_all(1..=2).and(some().contained_by(..9)))
            .filter(some().overlaps(4..6).and(some().adjacent_to(5..6)))
            .filter(some().contains_value(users::id).and(none().contains_value(2)))
            .filter(some().ne(1..2))
            .select((some(), none(), lower_bound(none()), upper_bound(none()), isempty(some()))),
    )
    .postgres(
        "SELECT CAST($1 AS INT8RANGE), CAST($2 AS INT4RANGE), lower(CAST($3 AS INT4RANGE)), \
         upper(CAST($4 AS INT4RANGE)), isempty(CAST($5 AS INT8RANGE)) FROM users WHERE users.id = \
         $6 AND CAST($7 AS INT8RANGE) @> $8 AND CAST($9 AS INT8RANGE) <@ $10 AND CAST($11 AS \
         INT8RANGE) && $12 AND CAST($13 AS INT8RANGE) -|- $14 AND CAST($15 AS INT8RANGE) @> \
         CAST(users.id AS BIGINT) AND CAST($16 AS INT4RANGE) @> CAST($17 AS INTEGER) AND CAST($18 \
         AS INT8RANGE) <> $19",
    )
    .runs_elsewhere()
    .await;
}
