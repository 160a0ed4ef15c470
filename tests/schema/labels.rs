//! `#[derive(SqlType)]`: enums by label, newtypes by what they hold.

use relata::prelude::*;
use relata::schema::Table;
use relata::types::family::{ComparableTo, Ordered};
use relata::types::{Kind, SqlType};

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub enum Status {
    Active,
    OnHold,
    #[sql(rename = "gone for good")]
    Deleted,
}

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
#[sql(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Colour {
    DarkRed,
    Green,
}

#[derive(Clone, Copy, Debug, PartialEq, SqlType)]
pub struct UserId(pub i64);

#[derive(Clone, Debug, PartialEq, SqlType)]
pub struct Shades(Colour);

table! {
    pub users as User {
        #[primary_key, identity] id: UserId,
        #[default("active")] status: Status,
        shade: Option<Shades>,
        #[references(users::id)] parent: Option<UserId>,
    }
}

#[test]
fn labels_are_spelled_as_told() {
    assert_eq!(Status::LABELS, ["active", "on_hold", "gone for good"]);
    assert_eq!(Colour::LABELS, ["DARK_RED", "GREEN"]);
    assert_eq!(Shades::LABELS, Colour::LABELS);
}

#[test]
fn a_newtype_is_stored_as_what_it_holds() {
    assert_eq!(UserId::KIND, Kind::Int64);
    let columns: Vec<_> =
        users::table::def().columns.iter().map(|c| (c.kind, c.labels.len())).collect();
    assert_eq!(columns, [(Kind::Int64, 0), (Kind::Text, 3), (Kind::Text, 2), (Kind::Int64, 0)]);
}

#[test]
fn values_stand_beside_their_columns() {
    let (status, id) = (Status::OnHold, UserId(5));
    assert_eq!(
        select(users::id)
            .filter(users::status.eq(status))
            .filter(users::status.ne(&status))
            .filter(users::id.eq(id))
            .filter(users::parent.eq(users::id))
            .to_sql::<Sqlite>(),
        "SELECT users.id FROM users WHERE users.status = ?1 AND users.status <> ?2 \
         AND users.id = ?3 AND users.parent = users.id"
    );
}

#[test]
fn families_follow_the_inner_type() {
    fn ordered<T: Ordered>() {}
    fn comparable<T: ComparableTo<T>>() {}
    ordered::<UserId>();
    comparable::<UserId>();
    comparable::<Status>();
    comparable::<Shades>();
}
