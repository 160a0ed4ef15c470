//! `#[derive(Projection)]`: expressions by field, and a table's columns by name.

use relata::prelude::*;

table! { pub visits as Visit { #[primary_key] id: i64, page: String, times: i64, by: Option<String> } }

/// A page and how often it was seen.
#[derive(Clone, Debug, PartialEq, Projection)]
pub struct Popular {
    /// Which page.
    pub page: String,
    /// How often.
    pub times: i64,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(visits)]
struct Seen {
    by: Option<String>,
    page: String,
}

#[derive(Debug, PartialEq, Projection)]
struct One {
    r#type: String,
}

#[test]
fn expressions_are_selected_by_field() {
    let q = from(visits::table)
        .group_by(visits::page)
        .select(SelectPopular { times: count_rows(), page: visits::page });
    assert_eq!(
        q.to_sql::<Sqlite>(),
        "SELECT visits.page, count(*) FROM visits GROUP BY visits.page"
    );
}

#[test]
fn columns_of_the_same_names_are_selected_at_once() {
    assert_eq!(
        select(Seen::COLUMNS).to_sql::<Sqlite>(),
        "SELECT visits.\"by\", visits.page FROM visits"
    );
}

#[test]
fn one_field_is_a_row_too() {
    assert_eq!(
        select(SelectOne { r#type: visits::page }).to_sql::<Sqlite>(),
        "SELECT visits.page FROM visits"
    );
}

#[test]
fn values_fit_their_fields() {
    use relata::__private::FromFields;
    let popular = Popular::from_fields(("/".to_owned(), 5));
    assert_eq!(popular, Popular { page: "/".to_owned(), times: 5 });
    let seen = Seen::from_fields((None, "/".to_owned()));
    assert_eq!(seen, Seen { by: None, page: "/".to_owned() });
    assert_eq!(One::from_fields(("a".to_owned(),)), One { r#type: "a".to_owned() });
}
