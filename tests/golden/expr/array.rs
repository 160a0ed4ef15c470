//! Arrays: what they contain, their elements and their length.

use relata::prelude::*;

use crate::blog::*;
use crate::check::check;

table! {
    pub notes {
        #[primary_key] id: i64,
        tags: Vec<String>,
        marks: Vec<Option<i32>>,
        states: Option<Vec<Status>>,
        name: String,
    }
}

#[test]
fn columns_of_arrays() {
    check(
        select((notes::tags.at(1), notes::marks.at(notes::marks.at(2)), cardinality(notes::tags)))
            .filter(notes::tags.contains_all(["a", "b"]))
            .filter(notes::tags.contained_by(vec!["a".to_owned()]))
            .filter(notes::tags.overlaps(notes::tags))
            .filter(notes::marks.eq([Some(1), None]))
            .filter(notes::states.contains_all([Status::Gone]))
            .filter(notes::name.in_(notes::tags))
            .filter(notes::name.not_in(notes::tags))
            .filter(notes::id.eq(1).or(notes::tags.lt([""]))),
    )
    .postgres(
        "SELECT (notes.tags)[$1], (notes.marks)[(notes.marks)[$2]], cardinality(notes.tags) FROM \
         notes WHERE notes.tags @> $3 AND notes.tags <@ $4 AND notes.tags && notes.tags AND \
         notes.marks = $5 AND notes.states @> $6 AND notes.name = ANY(notes.tags) AND \
         notes.name <> ALL(notes.tags) AND (notes.id = $7 OR notes.tags < $8)",
    )
    .is_not_run();
}

#[tokio::test]
async fn values_that_are_arrays() {
    let some = || value(vec![1_i64, 2]);
    let none = || value(Vec::<Option<String>>::new());
    check(
        from(users::table)
            .filter(users::id.eq(1))
            .filter(some().contains_all([2]))
            .filter(some().contained_by([3, 2, 1]))
            .filter(some().overlaps([2, 4]))
            .filter(some().ne([2]).or(some().ge([1])))
            .select((some(), none(), some().at(2), cardinality(none()))),
    )
    .postgres(
        "SELECT CAST($1 AS BIGINT[]), CAST($2 AS TEXT[]), (CAST($3 AS BIGINT[]))[$4], \
         cardinality(CAST($5 AS TEXT[])) FROM users WHERE users.id = $6 AND CAST($7 AS BIGINT[]) \
         @> $8 AND CAST($9 AS BIGINT[]) <@ $10 AND CAST($11 AS BIGINT[]) && $12 AND (CAST($13 AS \
         BIGINT[]) <> $14 OR CAST($15 AS BIGINT[]) >= $16)",
    )
    .runs_elsewhere()
    .await;
}
