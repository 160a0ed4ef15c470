//! Who gives a column its value: the INSERT, the database, or Rust.

use relata::prelude::*;
use relata::query::at_version::Counted;
use relata::query::complete::Just;
use relata::schema::{InsertDefault, Table, UpdateDefault};
use relata::types::logic::{Cons, Nil};

table! {
    pub notes as Note {
        #[primary_key, identity] id: i64,
        text: String,
        author: Option<String>,
        #[default("draft")] state: String,
        #[default_with(|| 7)] lucky: i64,
        #[default_with(Vec::new)] bytes: Option<Vec<u8>>,
        #[update_with(tick)] touched: i64,
        #[default_with(|| 1), update_with(|| 2)] both: i64,
        #[update_with(|| 3)] changed: Option<i64>,
        #[version] version: i32,
        #[immutable] born: i64,
        #[computed(text)] copy: String,
    }
}

fn tick() -> i64 {
    42
}

/// The two types are one.
fn same<A: Is<B>, B>() {}
trait Is<T> {}
impl<T> Is<T> for T {}

#[test]
fn an_insert_must_give_what_nobody_else_gives() {
    same::<<notes::table as Table>::Required, ((Just<notes::text>, Just<notes::born>),)>();
}

#[test]
fn rust_gives_values_on_insert() {
    type Made = Cons<
        notes::lucky,
        Cons<notes::bytes, Cons<notes::touched, Cons<notes::both, Cons<notes::version, Nil>>>>,
    >;
    same::<<notes::table as Table>::OnInsert, Made>();
    assert_eq!(<notes::lucky as InsertDefault>::value(), 7);
    assert_eq!(<notes::bytes as InsertDefault>::value(), b"");
    assert_eq!(<notes::touched as InsertDefault>::value(), 42);
    assert_eq!(<notes::both as InsertDefault>::value(), 1);
    assert_eq!(<notes::version as InsertDefault>::value(), 1);
}

#[test]
fn rust_gives_values_on_update() {
    type Made = Cons<
        Counted<notes::version>,
        Cons<notes::touched, Cons<notes::both, Cons<notes::changed, Nil>>>,
    >;
    same::<<notes::table as Table>::OnUpdate, Made>();
    assert_eq!(<notes::touched as UpdateDefault>::value(), 42);
    assert_eq!(<notes::both as UpdateDefault>::value(), 2);
    assert_eq!(<notes::changed as UpdateDefault>::value(), 3);
}

#[test]
fn a_row_has_a_field_for_each_column() {
    let note = Note {
        id: 1,
        text: "a".to_owned(),
        author: None,
        state: "draft".to_owned(),
        lucky: 7,
        bytes: None,
        touched: 0,
        both: 0,
        changed: None,
        version: 1,
        born: 0,
        copy: "a".to_owned(),
    };
    assert_eq!(note.clone(), note);
    assert_eq!(relata::schema::Record::key(&note), 1);
}
