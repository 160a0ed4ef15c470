//! Arrays on their way to PostgreSQL and back; the others have none.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use relata::Error;
use relata::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{clean_up, server};

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub enum Mood {
    Good,
    Bad,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub struct Price(pub Decimal);

table! {
    pub notes as Note {
        #[primary_key, identity] id: i64,
        #[default("{}")] tags: Vec<String>,
        marks: Vec<Option<i32>>,
        moods: Option<Vec<Mood>>,
    }
}
schema! { pub all_notes: notes }

/// Each type of an element in a table of its own: arrays of any length come back as they were, and
/// find their rows.
macro_rules! round_trips {
    ($($name:ident: $type:ty = $values:expr;)*) => {$(
        #[tokio::test]
        async fn $name() -> Result<(), Error> {
            table! {
                pub lists as List { #[primary_key] id: i64, sure: Vec<$type>, maybe: Vec<Option<$type>> }
            }
            schema! { pub all_lists: lists }
            let Some(engine) = server(1).await? else { return Ok(()) };
            engine.create_all::<all_lists>().await?;
            let values: Vec<$type> = $values;
            let arrays = [0, 1, values.len() / 2, values.len()].map(|count| &values[..count]);
            for (id, array) in (0_i64..).zip(arrays) {
                let maybe = |at: usize| (at % 2 == 0).then(|| array[at].clone());
                let maybe: Vec<_> = (0..array.len()).map(maybe).collect();
                let add = insert_into(lists::table).values((
                    lists::id.set(id),
                    lists::sure.set(array),
                    lists::maybe.set(&maybe),
                ));
                engine.execute(&add).await?;
                let read = engine.one(&select(List).filter(lists::id.eq(id))).await?;
                assert_eq!((&*read.sure, &read.maybe), (array, &maybe));
                let same = select(lists::id)
                    .filter(lists::id.eq(id))
                    .filter(lists::sure.eq(array))
                    .filter(lists::maybe.is_not_distinct_from(&maybe))
                    .filter(lists::sure.contains_all(array))
                    .filter(value(read.sure).eq(lists::sure));
                assert_eq!(engine.all(&same).await?, [id]);
                for element in array {
                    let element = value(element.clone());
                    let found = select(lists::id).filter(element.in_(lists::sure));
                    assert!(engine.all(&found).await?.contains(&id));
                }
            }
            clean_up(&engine).await
        }
    )*};
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(texts: &[&str]) -> Vec<T> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

round_trips! {
    truth: bool = vec![true, false];
    small: i16 = vec![i16::MIN, -1, 0, i16::MAX];
    normal: i32 = vec![i32::MIN, -1, 0, i32::MAX];
    large: i64 = vec![i64::MIN, -1, 0, i64::MAX];
    single: f32 = vec![f32::MIN, -0.5, 0.0, f32::MIN_POSITIVE, f32::MAX, f32::INFINITY];
    double: f64 = vec![f64::MIN, -0.5, 0.0, f64::MIN_POSITIVE, f64::MAX, f64::NEG_INFINITY];
    texts: String = ["", "NULL", "null", "{}", "a,b", "\"'\\", " ", "\u{1f980}", "\n\t"]
        .map(str::to_owned).into_iter().chain(["x".repeat(1 << 20)]).collect();
    bytes: Vec<u8> = vec![vec![], vec![0], (0..=255).collect(), vec![7; 1 << 20]];
    labels: Mood = vec![Mood::Good, Mood::Bad];
    decimals: Decimal = vec![Decimal::MIN, Decimal::new(-1, 28), Decimal::ZERO, Decimal::MAX];
    prices: Price = vec![Price(Decimal::MIN), Price(Decimal::new(1, 28))];
    uuids: Uuid = vec![Uuid::nil(), Uuid::max()];
    moments: DateTime<Utc> = parsed(&["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]);
    local: NaiveDateTime = parsed(&["0001-01-01T00:00:00", "1969-12-31T23:59:59.999999"]);
    days: NaiveDate = parsed(&["0001-01-01", "9999-12-31", "1970-01-01"]);
    clocks: NaiveTime = parsed(&["00:00:00", "23:59:59.999999"]);
}

#[cfg(feature = "serde_json")]
round_trips! {
    documents: serde_json::Value = parsed(&["null", "[1,\"a,\\\"b\"]", "{\"a\":{}}"]);
}

#[tokio::test]
async fn a_session_keeps_arrays() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_notes>().await?;
    let mut session = engine.session();
    let marks = vec![Some(i32::MIN), None];
    session.add(Note, notes::marks.set(&marks));
    session.flush().await?;
    let note = session.all(&select(Note)).await?[0];
    assert_eq!((&session[note].tags, &session[note].marks), (&vec![], &marks));
    assert_eq!(session[note].moods, None);
    session.edit(&note).tags.push("new".to_owned());
    session.edit(&note).moods = Some(vec![Mood::Bad]);
    session.commit().await?;
    let found = engine.all(&select(Note).filter(notes::tags.contains_all(["new"]))).await?;
    let [read] = &found[..] else { panic!("{found:?}") };
    assert_eq!((&*read.tags, &read.moods), (&["new".to_owned()][..], &Some(vec![Mood::Bad])));
    clean_up(&engine).await
}

#[tokio::test]
async fn arrays_of_groups_and_elements_of_arrays() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_notes>().await?;
    let row = |tags: &[&str], marks: &[Option<i32>]| {
        let tags: Vec<_> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        (notes::tags.set(tags), notes::marks.set(marks.to_vec()))
    };
    let rows = [row(&["a", "b"], &[Some(1), None]), row(&["b"], &[]), row(&[], &[Some(2)])];
    engine.execute(&insert_into(notes::table).rows(rows)).await?;
    let of = |ids: [i64; 3]| ids.to_vec();
    let grouped = from(notes::table).select((
        array_agg(notes::id).order_by(notes::id.desc()),
        array_agg(notes::marks.at(1)).order_by(notes::id).with_nulls(),
    ));
    let marks = Some(vec![Some(1), None, Some(2)]);
    assert_eq!(engine.one(&grouped).await?, (Some(of([3, 2, 1])), marks));
    let none = from(notes::table).filter(notes::id.gt(9)).select(array_agg(notes::id));
    assert_eq!(engine.one(&none).await?, None);
    let elements = select((notes::tags.at(1), notes::tags.at(0), cardinality(notes::tags)));
    assert_eq!(
        engine.all(&elements.order_by(notes::id)).await?,
        [(Some("a".to_owned()), None, 2), (Some("b".to_owned()), None, 1), (None, None, 0)]
    );
    let found = select(notes::id).filter(value("b").in_(notes::tags)).order_by(notes::id);
    assert_eq!(engine.all(&found).await?, [1, 2]);
    let without = select(notes::id).filter(value("b").not_in(notes::tags)).order_by(notes::id);
    assert_eq!(engine.all(&without).await?, [3]);
    let some = select(notes::id).filter(notes::tags.overlaps(["a", "c"]));
    assert_eq!(engine.all(&some).await?, [1]);
    let few = select(notes::id).filter(notes::tags.contained_by(["b"])).order_by(notes::id);
    assert_eq!(engine.all(&few).await?, [2, 3]);
    let change = update(notes::table).set(notes::tags.set(["x"])).filter(notes::tags.eq(["b"]));
    assert_eq!(engine.execute(&change).await?, 1);
    clean_up(&engine).await
}

#[tokio::test]
async fn what_is_no_such_array_is_an_error() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    for (wrong, why) in [
        (engine.all(&raw!(Vec<i64>, "SELECT ARRAY[[1, 2], [3, 4]]::bigint[]")).await, "one of 2"),
        (engine.all(&raw!(Vec<i64>, "SELECT ARRAY[1, NULL]::bigint[]")).await, "found NULL"),
        (engine.all(&raw!(Vec<i64>, "SELECT ARRAY['a']")).await, "found text"),
        (engine.all(&raw!(Vec<i64>, "SELECT 1")).await, "expected an array, found int4"),
    ] {
        let error = wrong.unwrap_err();
        assert!(error.is_decode() && error.to_string().ends_with(why), "{error}");
    }
    engine.create_all::<all_notes>().await?;
    let sad = raw!(
        (),
        "INSERT INTO notes (marks, moods) VALUES (ARRAY[]::integer[], ARRAY['good', 'sad'])"
    );
    engine.execute(&sad).await?;
    let wrong = engine.all(&select(notes::moods)).await.unwrap_err();
    assert!(wrong.to_string().contains("`sad` is not a label of Mood"), "{wrong}");
    clean_up(&engine).await
}

#[tokio::test]
async fn sqlite_has_no_arrays() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let error = engine.create_all::<all_notes>().await.unwrap_err();
    assert!(error.to_string().starts_with("`tags` of table `notes`"), "{error}");
    let wrong = engine.all(&raw!(Vec<i64>, "SELECT '[1]'")).await.unwrap_err();
    assert!(wrong.to_string().ends_with("this database has no arrays"), "{wrong}");
    Ok(())
}
