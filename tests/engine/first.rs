//! `first`: one row is asked for where a server would send all, and in what text.

use relata::Error;
use relata::prelude::*;

use super::{add, on_every_database, users};

shape! { pub found { name: String } }

table! { pub notes { #[primary_key] id: i64, #[tenant] team: i64 } }

/// What a query gives, and the end of its text.
macro_rules! said {
    ($engine:expr, $query:expr, $verb:ident) => {{
        let recording = $engine.record();
        let given = $engine.$verb(&$query).await?;
        let said = recording.statements();
        assert_eq!(said.len(), 1);
        let end = said[0].split_once(" ORDER BY ").expect("it has an order").1.to_owned();
        assert_eq!(said[0].matches("LIMIT").count(), end.matches("LIMIT").count());
        (given, end.replace('"', "").replace('`', ""))
    }};
}

on_every_database!(one_row_is_asked_for, async |engine| {
    engine.execute_many(["Ada", "Grace", "Alan"].map(|name| add!(name))).await?;
    // On SQLite a statement ends where nobody takes more of its rows.
    let limit = if format!("{engine:?}").contains("SQLite") { "" } else { " LIMIT 1" };
    let some = |name: &str| Some(name.to_owned());
    let by_name = || select(users::name).order_by(users::name.asc());
    let without = |name: &'static str| select(users::name).filter(users::name.ne(name));
    for _ in 0..2 {
        let expected = (some("Ada"), format!("users.name{limit}"));
        assert_eq!(said!(engine, by_name(), first), expected);
        // The same query for all rows is another text.
        let all = said!(engine, by_name(), all);
        assert_eq!((all.0.len(), &*all.1), (3, "users.name"));
        let found = with(cte(found::table, without("Grace")));
        let found = found.query(select(found::name).order_by(found::name.desc()));
        let expected = (some("Alan"), format!("found.name DESC{limit}"));
        assert_eq!(said!(engine, found, first), expected);
        let united = without("Ada").union(without("Alan")).order_by(users::name.desc());
        assert_eq!(said!(engine, united, first), (some("Grace"), format!("1 DESC{limit}")));
        let boxed = select(users::name).boxed().order_by(users::name.desc());
        let expected = (some("Grace"), format!("users.name DESC{limit}"));
        assert_eq!(said!(engine, boxed, first), expected);
        // One that says how many rows it wants is taken at its word, also where that is none.
        let (none, end) = said!(engine, by_name().limit(0), first);
        assert_eq!((none, end.matches("LIMIT").count()), (None, 1));
        let (second, end) = said!(engine, by_name().offset(1), first);
        assert_eq!(second, some("Alan"));
        assert_eq!(end.contains("LIMIT 1 OFFSET"), !limit.is_empty());
        // One that gives a row at most needs no LIMIT.
        let key = select(users::name).filter(users::id.eq(1)).order_by(users::id);
        assert_eq!(said!(engine, key, first), (some("Ada"), "users.id".to_owned()));
    }
});

on_every_database!(one_row_of_a_tenant_is_asked_for, async |engine| {
    engine.run_script("CREATE TABLE notes (id BIGINT PRIMARY KEY, team BIGINT NOT NULL)").await?;
    let limit = if format!("{engine:?}").contains("SQLite") { "" } else { " LIMIT 1" };
    let query = select(notes::id).order_by(notes::id.desc()).tenant(7);
    assert_eq!(said!(engine, query, first), (None, format!("notes.id DESC{limit}")));
});
