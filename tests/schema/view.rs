//! Views and shapes: what can be read, without keys and without being written.

use relata::prelude::*;
use relata::schema::def::Origin;
use relata::schema::{Record, Table};
use relata::types::logic::{List, Nil};

table! { pub users { #[primary_key] id: i64, people: HasMany<people::user> } }
view! {
    /// Those who are here.
    #[query("SELECT id, name FROM users"), table(name = "People")]
    pub people as Someone {
        #[primary_key] id: i64,
        name: Option<String>,
        #[references(users::id)] user_id: i64,

        user: BelongsTo<users::people, user_id>,
    }
}
view! { pub foreign as Foreign { id: Option<i64> } }
shape! { pub totals as Total { #[column(name = "who")] author: i64, posts: Option<i64> } }

#[test]
fn a_view_knows_its_query() {
    assert_eq!(people::table::def().origin, Origin::View(Some("SELECT id, name FROM users")));
    assert_eq!(people::table::def().comment, "Those who are here.");
    assert_eq!(people::table::def().primary_key, ["id"]);
    assert_eq!(foreign::table::def().origin, Origin::View(None));
    assert!(foreign::table::def().primary_key.is_empty());
}

#[test]
fn a_view_is_read_like_a_table() {
    assert_eq!(
        from(users::table).inner_join(users::people).select(Someone).to_sql::<Sqlite>(),
        "SELECT \"People\".id, \"People\".name, \"People\".user_id FROM users \
         JOIN \"People\" ON \"People\".user_id = users.id"
    );
}

#[test]
fn a_shape_has_columns_and_no_key() {
    assert_eq!(totals::table::def().origin, Origin::Query);
    let columns: Vec<_> = totals::table::def().columns.iter().map(|c| c.name).collect();
    assert_eq!(columns, ["who", "posts"]);
    assert_eq!(<totals::table as Table>::UniqueKeys::LEN, 0);
    fn without_key<R: Record<Key = ()>>() {}
    without_key::<Total>();
    without_key::<Foreign>();
}

#[test]
fn nothing_of_a_view_must_be_inserted() {
    fn nothing<T: Table<Required = (), OnInsert = Nil, OnUpdate = Nil>>() {}
    nothing::<people::table>();
    nothing::<totals::table>();
}
