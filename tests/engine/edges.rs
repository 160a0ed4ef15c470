//! Small things that databases do otherwise, which statements make alike.

use relata::Error;
use relata::prelude::*;

#[cfg(feature = "mysql")]
use super::on_mysql::{clean_up, on_both, server};
#[cfg(any(feature = "postgres", feature = "mysql"))]
use super::users;
use super::{add, names, on_every_database};

table! {
    pub counts as Count {
        #[primary_key] id: i64,
        whole: i64,
        maybe: Option<i64>,
        #[sql(varchar(5))] code: String,
    }
}
schema! { pub all_counts: counts }

macro_rules! three {
    ($engine:ident) => {
        $engine.create_all::<all_counts>().await?;
        let row = |(id, whole, maybe, code): (i64, i64, Option<i64>, &'static str)| {
            (
                counts::id.set(id),
                counts::whole.set(whole),
                counts::maybe.set(maybe),
                counts::code.set(code),
            )
        };
        let rows = [(1, -7, None, "abcde"), (2, 7, Some(2), "ab"), (3, 8, Some(-3), "é")];
        $engine.execute(&insert_into(counts::table).rows(rows.map(row))).await?;
    };
}

on_every_database!(lists_of_no_and_of_some_values, async |engine| {
    three!(engine);
    let among = |ids: &[i64], maybe: &[i64]| {
        select(counts::id)
            .filter(counts::id.in_(ids.to_vec()).or(counts::maybe.in_(maybe.to_vec())))
            .order_by(counts::id)
    };
    // The same statement, of other lengths.
    for (ids, maybe, expected) in [
        (&[][..], &[][..], &[][..]),
        (&[1], &[], &[1]),
        (&[], &[2, -3], &[2, 3]),
        (&[1, 2, 3, 4, 5], &[], &[1, 2, 3]),
        (&[], &[], &[]),
    ] {
        assert_eq!(engine.all(&among(ids, maybe)).await?, expected);
    }
    let both = counts::id.not_in([0_i64; 0]).and(counts::whole.not_in([0_i64; 0]));
    assert_eq!(engine.all(&select(counts::id).filter(both).order_by(counts::id)).await?, [1, 2, 3]);
    // NULL is among nothing, nor is it not.
    let none = counts::maybe.in_([0_i64; 0]);
    assert_eq!(engine.all(&select(counts::id).filter(none)).await?, [0_i64; 0]);
    let among = counts::maybe.not_in([2_i64]);
    assert_eq!(engine.all(&select(counts::id).filter(among)).await?, [3]);
    let pairs = row((counts::id, counts::maybe)).in_([(0_i64, 0_i64); 0]);
    assert_eq!(engine.all(&select(counts::id).filter(pairs)).await?, [0_i64; 0]);
    let none = update(counts::table).set(counts::whole.set(0)).filter(counts::id.in_([0_i64; 0]));
    assert_eq!(engine.execute(&none).await?, 0);
});

on_every_database!(limits_that_give_nothing_or_all, async |engine| {
    three!(engine);
    let page = |limit, offset| select(counts::id).order_by(counts::id).limit(limit).offset(offset);
    for (limit, offset, expected) in
        [(2, 0, &[1, 2][..]), (0, 0, &[]), (0, 2, &[]), (9, 2, &[3]), (9, 9, &[]), (2, 1, &[2, 3])]
    {
        assert_eq!(engine.all(&page(limit, offset)).await?, expected, "{limit} {offset}");
    }
});

on_every_database!(division_is_towards_zero, async |engine| {
    three!(engine);
    let halves = select((counts::whole / 2, counts::whole % 2, counts::whole.cast::<f64>() / 2.0));
    let found = engine.all(&halves.order_by(counts::id)).await?;
    let expected = [(-3, -1, -3.5), (3, 1, 3.5), (4, 0, 4.0)];
    assert_eq!(found, expected.map(|(whole, rest, half)| (Some(whole), Some(rest), Some(half))));
});

on_every_database!(rows_that_match_are_counted, async |engine| {
    three!(engine);
    let same = raw!((), "UPDATE counts SET whole = whole WHERE id < {}", 3_i64);
    assert_eq!(engine.execute(&same).await?, 2);
    let some = [1, 9, 2]
        .map(|id| update(counts::table).set(counts::whole.set(7)).filter(counts::id.eq(id)));
    assert_eq!(engine.execute_many(some).await?, 2);
    // One after the other is committed by itself.
    let mut connection = engine.connect().await?;
    connection.execute(&update(counts::table).set(counts::whole.set(5)).every_row()).await?;
    connection.begin().await?.rollback().await?;
    drop(connection);
    assert_eq!(engine.all(&select(counts::whole).order_by(counts::id)).await?, [5, 5, 5]);
});

on_every_database!(texts_longer_than_the_column, async |engine| {
    three!(engine);
    let like = |pattern: &'static str| {
        select(counts::id).filter(counts::code.like(pattern)).order_by(counts::id)
    };
    assert_eq!(engine.all(&like("%a%b%c%d%e%")).await?, [1]);
    assert_eq!(engine.all(&like("abcdefgh")).await?, [0_i64; 0]);
    let equal = select(counts::id).filter(counts::code.eq("abcdefgh"));
    assert_eq!(engine.all(&equal).await?, [0_i64; 0]);
});

on_every_database!(null_beside_null, async |engine| {
    three!(engine);
    let same = |other: Option<i64>| {
        select(counts::id).filter(counts::maybe.is_not_distinct_from(other)).order_by(counts::id)
    };
    assert_eq!(engine.all(&same(None)).await?, [1]);
    assert_eq!(engine.all(&same(Some(2))).await?, [2]);
    let itself = counts::maybe.is_not_distinct_from(counts::maybe);
    assert_eq!(
        engine.all(&select(counts::id).filter(itself).order_by(counts::id)).await?,
        [1, 2, 3]
    );
    let other = counts::maybe.is_distinct_from(counts::whole);
    assert_eq!(
        engine.all(&select(counts::id).filter(other).order_by(counts::id)).await?,
        [1, 2, 3]
    );
});

on_every_database!(an_error_may_speak_of_any_letter, async |engine| {
    engine.execute(&add!("数é🦀")).await?;
    let twice = engine.execute(&add!("数é🦀")).await.unwrap_err();
    assert!(
        twice.is_unique_violation() && !format!("{twice} {twice:?}").contains('数'),
        "{twice:?}"
    );
    let unknown = engine.all(&raw!(i64, "SELECT id FROM \u{6570}\u{e9}")).await.unwrap_err();
    assert!(unknown.is_unknown_table(), "{unknown:?}");
    assert_eq!(engine.all(&names!()).await?, ["数é🦀"]);
});

/// Rows that are locked come through a stream.
#[cfg(any(feature = "postgres", feature = "mysql"))]
macro_rules! locked {
    ($engine:ident, $other:ident) => {{
        $engine.execute(&add!("Ada")).await?;
        $engine.execute(&add!("Bob")).await?;
        let lock = select(users::id).order_by(users::id).for_update();
        let mut tx = $engine.begin().await?;
        let mut rows = tx.stream(&lock);
        let mut found = Vec::new();
        while let Some(id) = rows.next().await {
            found.push(id?);
        }
        drop(rows);
        assert_eq!(found, [1, 2]);
        let mut other = $other.begin().await?;
        let taken = select(users::id).filter(users::id.eq(1)).for_update().no_wait();
        assert!(other.all(&taken).await.unwrap_err().is_lock_timeout());
        drop(other);
        tx.commit().await?;
        let mut other = $other.begin().await?;
        assert_eq!(other.all(&taken).await?, [1]);
        other.rollback().await?;
    }};
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_stream_locks_on_postgres() -> Result<(), Error> {
    let Some(engine) = crate::server(2).await? else { return Ok(()) };
    locked!(engine, engine);
    crate::clean_up(&engine).await
}

#[cfg(feature = "mysql")]
on_both!(a_stream_locks, 2, async |engine| {
    locked!(engine, engine);
});

mod here {
    relata::prelude::table! {
        #[table(schema = "relata_edges_one")]
        pub things as Thing { #[primary_key] id: i64, name: String }
    }
}
mod there {
    relata::prelude::table! {
        #[table(schema = "relata_edges_two")]
        pub things as Thing { #[primary_key] id: i64, name: String }
    }
}
relata::prelude::alias!(pub elsewhere: there::things);

/// Two tables of one name in two schemas, in one statement.
#[cfg(any(feature = "postgres", feature = "mysql"))]
macro_rules! one_name_twice {
    ($engine:ident, $make:literal) => {{
        use here::things as ours;
        use there::things as theirs;

        $engine.run_script($make).await?;
        let row = |id, name: &'static str| (ours::id.set(id), ours::name.set(name));
        $engine.execute(&insert_into(ours::table).rows([row(1, "a"), row(2, "b")])).await?;
        let row = |id, name: &'static str| (theirs::id.set(id), theirs::name.set(name));
        $engine.execute(&insert_into(theirs::table).rows([row(2, "c"), row(3, "d")])).await?;
        // In one FROM the second has another name, since the names of columns do not say the schema.
        let both = from(ours::table)
            .inner_join(elsewhere)
            .on(ours::id.eq(elsewhere[theirs::id]))
            .select((ours::name, elsewhere[theirs::name]));
        assert_eq!($engine.all(&both).await?, [("b".to_owned(), "c".to_owned())]);
        let left = select(ours::name).filter(ours::id.not_in(select(elsewhere[theirs::id])));
        assert_eq!($engine.all(&left).await?, ["a"]);
        let gone = delete(theirs::table).filter(theirs::name.eq("d"));
        assert_eq!($engine.execute(&gone).await?, 1);
        assert_eq!($engine.all(&select(ours::name).order_by(ours::id)).await?, ["a", "b"]);
    }};
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn one_name_in_two_schemas_on_postgres() -> Result<(), Error> {
    let Some(engine) = crate::server(1).await? else { return Ok(()) };
    one_name_twice!(
        engine,
        "DROP SCHEMA IF EXISTS relata_edges_one, relata_edges_two CASCADE;
         CREATE SCHEMA relata_edges_one; CREATE SCHEMA relata_edges_two;
         CREATE TABLE relata_edges_one.things (id BIGINT PRIMARY KEY, name TEXT NOT NULL);
         CREATE TABLE relata_edges_two.things (id BIGINT PRIMARY KEY, name TEXT NOT NULL)"
    );
    engine.run_script("DROP SCHEMA relata_edges_one, relata_edges_two CASCADE").await?;
    crate::clean_up(&engine).await
}

#[cfg(feature = "mysql")]
on_both!(one_name_in_two_schemas, 1, async |engine| {
    one_name_twice!(
        engine,
        "DROP DATABASE IF EXISTS relata_edges_one; DROP DATABASE IF EXISTS relata_edges_two;
         CREATE DATABASE relata_edges_one; CREATE DATABASE relata_edges_two;
         CREATE TABLE relata_edges_one.things (id BIGINT PRIMARY KEY, name VARCHAR(20) NOT NULL);
         CREATE TABLE relata_edges_two.things (id BIGINT PRIMARY KEY, name VARCHAR(20) NOT NULL)"
    );
    engine.run_script("DROP DATABASE relata_edges_one; DROP DATABASE relata_edges_two").await?;
});
