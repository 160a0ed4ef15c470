//! Ranges on their way to PostgreSQL and back; the others have none.

use std::ops::Bound::{self, Excluded, Included, Unbounded};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use relata::Error;
use relata::prelude::*;
use relata::types::Range;
use rust_decimal::Decimal;

use super::{clean_up, server};

table! {
    pub stays as Stay {
        #[primary_key, identity] id: i64,
        nights: Range<i32>,
        #[default("[2020-01-01 00:00,)")] open: Range<NaiveDateTime>,
        maybe: Option<Range<Decimal>>,
        all: Vec<Range<NaiveDate>>,
    }
}
schema! { pub all_stays: stays }

/// Every shape of range between two values, of which the first is the smaller one.
fn shapes<T: Copy>(low: T, high: T) -> Vec<Range<T>> {
    let ends = |end| [Included(end), Excluded(end), Unbounded];
    let pairs = ends(low).into_iter().flat_map(|a| ends(high).map(|b| Range::Between(a, b)));
    pairs.chain([Range::Empty, Range::Between(Included(low), Included(low))]).collect()
}

/// The form in which a range of whole numbers comes back, where `next` is the one after a value.
fn discrete<T: Copy + PartialEq>(range: Range<T>, next: impl Fn(T) -> T) -> Range<T> {
    let Range::Between(lower, upper) = range else { return range };
    let lower = if let Excluded(end) = lower { Included(next(end)) } else { lower };
    let upper = if let Included(end) = upper { Excluded(next(end)) } else { upper };
    let same = |lower, upper| matches!((lower, upper), (Included(a), Excluded(b)) if a == b);
    if same(lower, upper) { Range::Empty } else { Range::Between(lower, upper) }
}

/// Ranges of each type in a table of its own: they come back as they were, in the form that PostgreSQL
/// keeps, and find their rows.
macro_rules! round_trips {
    ($($name:ident: $type:ty = $pairs:expr, $kept:expr;)*) => {$(
        #[tokio::test]
        async fn $name() -> Result<(), Error> {
            table! {
                pub spans as Span {
                    #[primary_key] id: i64,
                    span: Range<$type>,
                    maybe: Option<Range<$type>>,
                    all: Vec<Range<$type>>,
                }
            }
            schema! { pub all_spans: spans }
            let Some(engine) = server(1).await? else { return Ok(()) };
            engine.create_all::<all_spans>().await?;
            let pairs: Vec<($type, $type)> = $pairs;
            let kept: fn(Range<$type>) -> Range<$type> = $kept;
            let all = pairs.into_iter().flat_map(|(low, high)| shapes(low, high));
            for (id, span) in (0_i64..).zip(all) {
                let maybe = (id % 2 == 0).then_some(span);
                engine.execute(&insert_into(spans::table).values((
                    spans::id.set(id),
                    spans::span.set(span),
                    spans::maybe.set(maybe),
                    spans::all.set([span, Range::ALL]),
                ))).await?;
                let read = engine.one(&select(Span).filter(spans::id.eq(id))).await?;
                assert_eq!((read.span, read.maybe), (kept(span), maybe.map(kept)), "{span:?}");
                assert_eq!(read.all, [kept(span), Range::ALL]);
                let same = select(spans::id)
                    .filter(spans::id.eq(id))
                    .filter(spans::span.eq(span).and(spans::span.in_([span])))
                    .filter(spans::span.contained_by(Range::ALL))
                    .filter(value(span).in_(spans::all));
                assert_eq!(engine.all(&same).await?, [id], "{span:?}");
                let ends = from(spans::table).filter(spans::id.eq(id)).select((
                    lower_bound(spans::span),
                    upper_bound(spans::span),
                    isempty(spans::span),
                ));
                let end = |bound| match bound {
                    Bound::Included(end) | Bound::Excluded(end) => Some(end),
                    Bound::Unbounded => None,
                };
                let expected = match kept(span) {
                    Range::Empty => (None, None, true),
                    Range::Between(lower, upper) => (end(lower), end(upper), false),
                };
                assert_eq!(engine.one(&ends).await?, expected, "{span:?}");
            }
            clean_up(&engine).await
        }
    )*};
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(texts: [&str; 2]) -> (T, T) {
    let [low, high] = texts.map(|text| text.parse().unwrap());
    (low, high)
}

round_trips! {
    normal: i32 = vec![(i32::MIN, i32::MAX - 1), (-1, 7), (0, 1)],
        |range| discrete(range, |end| end + 1);
    large: i64 = vec![(i64::MIN, i64::MAX - 1), (-1, 7), (0, 1)],
        |range| discrete(range, |end| end + 1);
    decimals: Decimal = vec![
        (Decimal::MIN, Decimal::MAX), (Decimal::new(-1, 28), Decimal::ONE),
    ], |range| range;
    days: NaiveDate = vec![
        parsed(["0001-01-01", "9999-12-31"]), parsed(["1969-12-31", "1970-01-01"]),
    ], |range| discrete(range, |end| end.succ_opt().unwrap());
    local: NaiveDateTime = vec![
        parsed(["0001-01-01T00:00:00", "9999-12-31T23:59:59.999999"]),
        parsed(["1969-12-31T23:59:59.999999", "1970-01-01T00:00:00"]),
    ], |range| range;
    moments: DateTime<Utc> = vec![
        parsed(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]),
        parsed(["1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z"]),
    ], |range| range;
}

#[tokio::test]
async fn ranges_find_what_lies_in_them() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_stays>().await?;
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let row = |nights: std::ops::Range<i32>| {
        (stays::nights.set(Range::from(nights)), stays::all.set(&[] as &[Range<NaiveDate>]))
    };
    engine.execute(&insert_into(stays::table).rows([row(1..5), row(5..9), row(3..3)])).await?;
    let ids = select(stays::id).order_by(stays::id);
    assert_eq!(engine.all(&ids.filter(stays::nights.contains_value(4))).await?, [1]);
    assert_eq!(engine.all(&ids.filter(stays::nights.contains_all(6..=8))).await?, [2]);
    assert_eq!(engine.all(&ids.filter(stays::nights.overlaps(4..6))).await?, [1, 2]);
    assert_eq!(engine.all(&ids.filter(stays::nights.adjacent_to(9..))).await?, [2]);
    assert_eq!(engine.all(&ids.filter(isempty(stays::nights))).await?, [3]);
    let mut session = engine.session();
    let first = session.all(&select(Stay).filter(stays::id.eq(1))).await?[0];
    session.edit(&first).maybe = Some(Range::from(..=Decimal::ONE));
    session.edit(&first).all = vec![Range::from(day("2020-01-01")..)];
    session.commit().await?;
    let read = engine.one(&select(Stay).filter(stays::id.eq(1))).await?;
    assert_eq!(read.maybe, Some(Range::from(..=Decimal::ONE)));
    assert_eq!(read.all, [Range::from(day("2020-01-01")..)]);
    assert_eq!(read.open, Range::from(day("2020-01-01").into()..));
    let text = from(stays::table).filter(stays::id.eq(2)).select(stays::nights.cast::<String>());
    assert_eq!(engine.one(&text).await?, "[5,9)");
    clean_up(&engine).await
}

/// Rows that exclude each other are an error of their own.
#[tokio::test]
async fn an_exclusion_is_violated() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    engine.create_all::<all_stays>().await?;
    let exclude =
        raw!((), "ALTER TABLE stays ADD CONSTRAINT apart EXCLUDE USING gist (nights WITH &&)");
    engine.execute(&exclude).await?;
    let add = |nights: std::ops::Range<i32>| {
        insert_into(stays::table)
            .values((stays::nights.set(nights), stays::all.set(vec![Range::<NaiveDate>::Empty])))
    };
    engine.execute(&add(1..5)).await?;
    let error = engine.execute(&add(4..6)).await.unwrap_err();
    assert!(error.is_exclusion_violation() && error.constraint() == Some("apart"), "{error}");
    clean_up(&engine).await
}

#[tokio::test]
async fn what_is_no_range_is_an_error() -> Result<(), Error> {
    let Some(engine) = server(1).await? else { return Ok(()) };
    let wrong = engine.all(&raw!(Range<i32>, "SELECT 1")).await.unwrap_err();
    assert!(wrong.to_string().ends_with("expected a range, found int4"), "{wrong}");
    let wrong = engine.all(&raw!(Range<Decimal>, "SELECT int4range(1, 2)")).await.unwrap_err();
    assert!(wrong.to_string().ends_with("expected a decimal number, found int4"), "{wrong}");
    let wide = raw!(Range<i32>, "SELECT int8range(1, {})", value(i64::MAX));
    let wrong = engine.all(&wide).await.unwrap_err();
    assert!(wrong.to_string().contains("does not fit a 32-bit integer"), "{wrong}");
    let upside = Range::Between(Included(2), Included(1));
    let error = engine.all(&raw!(bool, "SELECT isempty({})", value(upside))).await.unwrap_err();
    assert_eq!(error.code(), Some("22000"), "{error}");
    clean_up(&engine).await
}

#[tokio::test]
async fn sqlite_has_no_ranges() -> Result<(), Error> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").await?;
    let error = engine.create_all::<all_stays>().await.unwrap_err();
    assert!(error.to_string().starts_with("`nights` of table `stays`"), "{error}");
    let wrong = engine.all(&raw!(Range<i32>, "SELECT '[1,2)'")).await.unwrap_err();
    assert!(wrong.to_string().ends_with("this database has no ranges"), "{wrong}");
    Ok(())
}
